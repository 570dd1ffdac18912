//! The palette that the workstation last used, known before the page can tell it.

use api::Program;
use serde_json::json;
use tauri::window::Color;

/// OpenBridge's four palettes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Palette {
    Bright,
    #[default]
    Day,
    Dusk,
    Night,
}

impl Palette {
    fn named(name: &str) -> Option<Self> {
        match name {
            "bright" => Some(Self::Bright),
            "day" => Some(Self::Day),
            "dusk" => Some(Self::Dusk),
            "night" => Some(Self::Night),
            _ => None,
        }
    }

    /// The name in the page's `data-obc-theme`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bright => "bright",
            Self::Day => "day",
            Self::Dusk => "dusk",
            Self::Night => "night",
        }
    }

    /// OpenBridge's `container-background-color` (src/palettes/variables.css of its package).
    pub(crate) const fn background(self) -> Color {
        let grey = match self {
            Self::Bright => 252,
            Self::Day => 247,
            Self::Dusk => 31,
            Self::Night => 0,
        };
        Color(grey, grey, grey, 255)
    }
}

/// The palette in the workstation's preferences; day where none was chosen.
pub(crate) fn stored(program: &Program) -> Palette {
    let preferences = program.call("preferences", json!({}));
    let named = |preferences: serde_json::Value| Palette::named(preferences["palette"].as_str()?);
    preferences.ok().and_then(named).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_palette_has_one_name() {
        for palette in [Palette::Bright, Palette::Day, Palette::Dusk, Palette::Night] {
            assert_eq!(Palette::named(palette.name()), Some(palette));
        }
        assert_eq!(Palette::named("sepia"), None);
    }

    #[test]
    fn night_is_painted_black() {
        assert_eq!(Palette::Night.background(), Color(0, 0, 0, 255));
    }
}
