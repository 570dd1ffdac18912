//! Words of text as people read it: without case, accents and width.

pub(crate) use domain::fold::fold;

/// The words of a folded text: stretches of letters and digits.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Words one after the other with single blanks: what two headings are compared by.
pub(crate) fn plain_line(text: &str) -> String {
    let folded = fold(text);
    let mut line = String::with_capacity(folded.len());
    for word in words(&folded) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compared_as_people_read_it() {
        assert_eq!(fold("Kühlwasser"), fold("KUHLWASSER"));
        assert_eq!(fold("Ｐump Straße Łódź"), "pump strasse lodz");
        assert_eq!(plain_line(" 3.2  Fuel–pump: "), "3 2 fuel pump");
        assert_eq!(plain_line("…"), "");
    }
}
