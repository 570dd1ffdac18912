//! Pictures made of discs and bars with soft edges.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;
const QUALITY: u8 = 78;

type Colour = [f32; 3];
/// A place in the picture, in pixels from the upper left.
type Point = (f32, f32);

struct Canvas {
    pixels: RgbImage,
    /// Pixels over which an edge fades; more of them look out of focus.
    soft: f32,
}

impl Canvas {
    /// A wall that is lighter towards the lamp at the upper left, with the grain of a sensor.
    fn wall(near: Colour, far: Colour, soft: f32) -> Self {
        let mut state = 0x9E37_79B9_u32;
        let pixels = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let grain = (state % 13) as f32 - 6.0;
            let away = (x + y) as f32 / (WIDTH + HEIGHT) as f32;
            Rgb(std::array::from_fn(|channel| {
                let colour = near[channel] + (far[channel] - near[channel]) * away;
                (colour + grain).clamp(0.0, 255.0) as u8
            }))
        });
        Self { pixels, soft }
    }

    /// Paints where `distance` is below zero, within the square of that half side around the middle.
    fn paint(&mut self, (middle, half): (Point, f32), colour: Colour, distance: impl Fn(Point) -> f32) {
        let reach = half + self.soft + 1.0;
        let from = |at: f32| (at - reach).max(0.0) as u32;
        let until = |at: f32, most: u32| ((at + reach).max(0.0) as u32).min(most);
        for y in from(middle.1)..until(middle.1, HEIGHT) {
            for x in from(middle.0)..until(middle.0, WIDTH) {
                let over = (0.5 - distance((x as f32, y as f32)) / (self.soft + 1.0)).clamp(0.0, 1.0);
                if over > 0.0 {
                    let Rgb(under) = self.pixels.get_pixel_mut(x, y);
                    for (channel, under) in under.iter_mut().enumerate() {
                        *under = (f32::from(*under) * (1.0 - over) + colour[channel] * over) as u8;
                    }
                }
            }
        }
    }

    fn disc(&mut self, middle: Point, radius: f32, colour: Colour) {
        self.paint((middle, radius), colour, |at| away(at, middle) - radius);
    }

    fn bar(&mut self, from: Point, to: Point, width: f32, colour: Colour) {
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let half = away(from, to) / 2.0 + width;
        self.paint((middle, half), colour, |at| {
            let (x, y) = (to.0 - from.0, to.1 - from.1);
            let along = ((at.0 - from.0) * x + (at.1 - from.1) * y) / (x * x + y * y).max(1.0);
            let along = along.clamp(0.0, 1.0);
            away(at, (from.0 + x * along, from.1 + y * along)) - width / 2.0
        });
    }

    fn jpeg(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, QUALITY)
            .encode_image(&self.pixels)
            .expect("a picture in memory of a size that JPEG knows is written");
        bytes
    }
}

fn away(one: Point, other: Point) -> f32 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// The point at that distance and angle; an angle of 0 points right, a quarter turn further down.
fn around(middle: Point, distance: f32, degrees: f32) -> Point {
    let turn = degrees.to_radians();
    (middle.0 + distance * turn.cos(), middle.1 + distance * turn.sin())
}

/// A round thermometer with its needle in the red.
pub(super) fn gauge() -> Vec<u8> {
    let mut canvas = Canvas::wall([92.0, 104.0, 110.0], [38.0, 44.0, 50.0], 0.0);
    let middle = (330.0, 240.0);
    canvas.bar((60.0, 80.0), (60.0, 420.0), 46.0, [120.0, 60.0, 42.0]);
    canvas.disc((338.0, 250.0), 206.0, [24.0, 26.0, 28.0]);
    canvas.disc(middle, 202.0, [168.0, 172.0, 174.0]);
    canvas.disc(middle, 184.0, [236.0, 234.0, 224.0]);
    for step in 0..=10 {
        let degrees = 135.0 + step as f32 * 27.0;
        let colour = if step >= 8 {
            [196.0, 34.0, 28.0]
        } else {
            [30.0, 32.0, 36.0]
        };
        let width = if step % 5 == 0 { 9.0 } else { 5.0 };
        let (from, to) = (around(middle, 138.0, degrees), around(middle, 168.0, degrees));
        canvas.bar(from, to, width, colour);
    }
    let needle = around(middle, 146.0, 366.0);
    canvas.bar(around(middle, -40.0, 366.0), needle, 8.0, [22.0, 22.0, 24.0]);
    canvas.disc(middle, 18.0, [70.0, 72.0, 76.0]);
    canvas.jpeg()
}

/// A ceiling grille with a wet ring and drops; `blur` pixels out of focus.
pub(super) fn dripping(blur: f32) -> Vec<u8> {
    let mut canvas = Canvas::wall([226.0, 221.0, 208.0], [176.0, 170.0, 158.0], blur);
    let wet = (330.0, 300.0);
    canvas.disc(wet, 130.0, [170.0, 152.0, 122.0]);
    canvas.disc((322.0, 296.0), 116.0, [198.0, 184.0, 160.0]);
    for slat in 0..7 {
        let y = 90.0 + slat as f32 * 30.0;
        canvas.bar((170.0, y + 6.0), (470.0, y + 6.0), 14.0, [96.0, 96.0, 94.0]);
        canvas.bar((170.0, y), (470.0, y), 12.0, [214.0, 214.0, 210.0]);
    }
    for (x, y, size) in [(300.0, 318.0, 11.0), (352.0, 356.0, 9.0), (330.0, 414.0, 12.0)] {
        canvas.disc((x + 2.0, y + 3.0), size, [120.0, 112.0, 100.0]);
        canvas.disc((x, y), size, [206.0, 216.0, 224.0]);
        canvas.disc((x - 3.0, y - 4.0), size / 3.0, [250.0, 252.0, 255.0]);
    }
    canvas.jpeg()
}

/// Two impellers on the bench: all vanes on one, two gone on the other.
pub(super) fn impeller() -> Vec<u8> {
    let mut canvas = Canvas::wall([150.0, 118.0, 86.0], [96.0, 72.0, 52.0], 0.0);
    for (middle, gone, rubber) in [
        ((190.0, 240.0), 0, [34.0, 36.0, 40.0]),
        ((455.0, 250.0), 2, [64.0, 58.0, 52.0]),
    ] {
        canvas.disc((middle.0 + 8.0, middle.1 + 10.0), 116.0, [62.0, 46.0, 34.0]);
        for vane in gone..8 {
            let degrees = vane as f32 * 45.0 + 10.0;
            let end = around(middle, 108.0, degrees);
            canvas.bar(around(middle, 40.0, degrees), end, 22.0, rubber);
            canvas.disc(end, 15.0, rubber);
        }
        canvas.disc(middle, 58.0, rubber);
        canvas.disc(middle, 34.0, [186.0, 158.0, 84.0]);
        canvas.disc(middle, 17.0, [40.0, 34.0, 28.0]);
    }
    canvas.jpeg()
}
