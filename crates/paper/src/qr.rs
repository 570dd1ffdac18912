//! QR codes as a grid of dark and light modules.

use qrcode::{Color, EcLevel, QrCode};

/// Modules of white that a reader needs around a code (ISO/IEC 18004, 5.3.8).
pub const QUIET_MODULES: usize = 4;

/// A QR code, ready to be drawn.
#[derive(Debug)]
pub struct Qr {
    modules: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The smallest code of this text that survives 15 % of it being unreadable (error correction M);
    /// none where the text is too long for any.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        Some(Self {
            modules: code.width(),
            dark: code.to_colors().into_iter().map(|color| color == Color::Dark).collect(),
        })
    }

    /// Modules along one side, without the white around it.
    #[must_use]
    pub fn modules(&self) -> usize {
        self.modules
    }

    /// Dark modules that touch in a row: row, first column, count.
    pub(crate) fn bars(&self) -> Vec<(usize, usize, usize)> {
        let mut bars: Vec<(usize, usize, usize)> = Vec::new();
        for (row, modules) in self.dark.chunks_exact(self.modules).enumerate() {
            for column in (0..self.modules).filter(|column| modules[*column]) {
                match bars.last_mut() {
                    Some((last, first, count)) if *last == row && *first + *count == column => *count += 1,
                    _ => bars.push((row, column, 1)),
                }
            }
        }
        bars
    }
}
