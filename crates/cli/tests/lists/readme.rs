//! “Bring your own lists” in the README: its lines, as they stand there.

use super::Ship;
use std::path::Path;

const LISTS: [(&str, &str); 4] = [
    (
        "equipment.csv",
        "code;name;parent\n650;Electric power;\n651.02;Generator 2;650\n",
    ),
    (
        "parts.csv",
        "number;Bezeichnung;place;on hand\n0634-1129;Impeller kit;A3;4\n",
    ),
    ("spare_parts.csv", "equipment;part;fitted\n651.02;0634-1129;1\n"),
    (
        "people.csv",
        "name;rank;role;department\nTom Reyes;2nd engineer;engineer;engineering\n",
    ),
];

#[test]
fn the_lines_of_the_readme_fill_a_vessel() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let section = readme.split("## Bring your own lists").nth(1).unwrap();
    let lines: Vec<&str> = section
        .split("```")
        .nth(1)
        .unwrap()
        .lines()
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines.len(), 6);
    let ship = Ship::founded_by("Marta Nowak");
    for (name, text) in LISTS {
        ship.file(name, text);
    }
    for line in lines {
        let words: Vec<String> = line
            .split('"')
            .enumerate()
            .flat_map(|(at, text)| match at % 2 {
                0 => text.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
                _ => vec![text.to_owned()],
            })
            .collect();
        assert_eq!(words[0], "celeste", "{line}");
        let in_folder = |word: &String| match word.ends_with(".csv") || word == "my-vessel" {
            true => ship.path(word).to_str().unwrap().to_owned(),
            false => word.clone(),
        };
        let words: Vec<String> = words[1..].iter().map(in_folder).collect();
        ship.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
    }
    assert_eq!(ship.row("pms_equipment", "651.02")["name"], "Generator 2");
    assert!(ship.path("my-vessel").join("schema.md").exists());
}
