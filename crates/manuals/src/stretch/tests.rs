use super::*;

/// Letters six points wide and ten high, set one after the other from a point.
fn set(text: &str, left: f32, baseline: f32) -> Vec<Character> {
    let letter = |(at, what): (usize, char)| Character {
        what,
        is_generated: false,
        area: Area {
            left: left + 6.0 * at as f32,
            top: baseline - 8.0,
            width: 6.0,
            height: 10.0,
        },
        baseline,
        size: if what == ' ' { 0.0 } else { 10.0 },
        is_bold: what.is_uppercase(),
        direction: Direction::Right,
    };
    text.chars().enumerate().map(letter).collect()
}

fn texts(characters: &[Character]) -> Vec<String> {
    runs(characters).into_iter().map(|run| run.text).collect()
}

#[test]
fn words_of_a_line_are_one_run_and_cells_are_several() {
    let mut line = set("Cooling water", 0.0, 20.0);
    line.extend(set("low", 100.0, 20.0));
    assert_eq!(texts(&line), ["Cooling water", "low"]);
}

#[test]
fn a_stretched_blank_of_the_file_keeps_words_together_and_a_bare_gap_does_not() {
    let blank = Character {
        size: 0.0,
        what: ' ',
        ..set("x", 0.0, 0.0)[0]
    };
    let mut justified = set("oil", 0.0, 20.0);
    justified.push(blank);
    justified.extend(set("pump", 30.0, 20.0));
    assert_eq!(texts(&justified), ["oil pump"]);
    justified[3].is_generated = true;
    assert_eq!(texts(&justified), ["oil", "pump"]);
}

#[test]
fn raised_figures_stay_and_the_next_line_begins_anew() {
    let mut text = set("4 m", 0.0, 20.0);
    text.extend(
        set("3", 18.0, 17.0)
            .into_iter()
            .map(|letter| Character { size: 6.0, ..letter }),
    );
    text.extend(set("per hour", 0.0, 32.0));
    let runs = runs(&text);
    assert_eq!(runs[0].text, "4 m3");
    assert_eq!(runs[1].text, "per hour");
    assert_eq!(runs[0].size, 10.0);
}

#[test]
fn a_run_is_bold_when_most_of_it_is() {
    let of = |text: &str| runs(&set(text, 0.0, 20.0))[0].is_bold;
    assert!(of("WARNING oil"));
    assert!(!of("Warning"));
}

#[test]
fn text_that_runs_upwards_is_a_run() {
    let letters = ["P", "u", "m", "p"].iter().enumerate().map(|(at, what)| Character {
        area: Area {
            left: 50.0,
            top: 200.0 - 6.0 * at as f32,
            width: 10.0,
            height: 6.0,
        },
        baseline: 58.0,
        direction: Direction::Up,
        ..set(what, 0.0, 0.0)[0]
    });
    let letters: Vec<Character> = letters.collect();
    assert_eq!(texts(&letters), ["Pump"]);
}

/// What is read, glyph by glyph and run by run: the same.
fn read(characters: &[Character]) -> String {
    let page = PageText {
        runs: runs(characters),
        ..PageText::default()
    };
    let text: String = glyphs(characters).into_iter().map(|glyph| glyph.text).collect();
    assert_eq!(plain(&page), text);
    text
}

#[test]
fn rows_of_a_table_are_read_across_and_columns_of_text_downwards() {
    let mut table = Vec::new();
    let mut columns = set("A heading across the whole of the page", 0.0, 8.0);
    // Written column by column, as many programs do.
    for (left, words) in [(0.0, "E04"), (150.0, "Low oil pressure ")] {
        for row in 0..8_u8 {
            table.extend(set(&format!("{words}{row}"), left, 20.0 + 12.0 * f32::from(row)));
        }
    }
    for row in 0..8_u8 {
        let baseline = 20.0 + 12.0 * f32::from(row);
        columns.extend(set(&format!("left words {row}"), 0.0, baseline));
        columns.extend(set(&format!("right words {row}"), 150.0, baseline));
    }
    assert!(read(&table).starts_with("E040 Low oil pressure 0\nE041 Low oil pressure 1\n"));
    let text = read(&columns);
    assert!(
        text.starts_with("A heading across the whole of the page\nleft words 0\nleft words 1\n"),
        "{text}"
    );
    assert!(text.ends_with("left words 7\nright words 0\nright words 1\nright words 2\nright words 3\nright words 4\nright words 5\nright words 6\nright words 7\n"), "{text}");
}

#[test]
fn what_is_not_printed_stands_without_width_behind_its_neighbour() {
    let glyphs = glyphs(&set("a b", 0.0, 20.0));
    assert_eq!(glyphs.len(), 4);
    assert_eq!(
        (glyphs[1].text.as_str(), glyphs[1].area.left, glyphs[1].area.width),
        (" ", 6.0, 0.0)
    );
    assert_eq!(
        (glyphs[3].text.as_str(), glyphs[3].area.left, glyphs[3].area.width),
        ("\n", 18.0, 0.0)
    );
}

#[test]
fn letters_that_are_printed_as_one_stay_in_their_word() {
    let mut word = set("of", 0.0, 20.0);
    let last = word[1];
    word.extend([Character { what: 'f', ..last }, Character { what: 'i', ..last }]);
    word.extend(set("ce", 12.0, 20.0));
    assert_eq!(texts(&word), ["office"]);
}
