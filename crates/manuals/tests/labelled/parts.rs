use crate::shelf::all;

#[test]
fn sections_are_read_as_they_were_set() {
    for read in all() {
        let truth: Vec<(u32, &str, u32)> = read
            .manual
            .truth
            .sections
            .iter()
            .map(|s| (s.level, s.title.as_str(), s.page))
            .collect();
        let found: Vec<(u32, &str, u32)> = read
            .structure
            .sections
            .iter()
            .map(|s| (s.level, s.title.as_str(), s.page))
            .collect();
        let missing: Vec<_> = truth.iter().filter(|section| !found.contains(section)).collect();
        let extra: Vec<_> = found.iter().filter(|section| !truth.contains(section)).collect();
        eprintln!(
            "{}: {} of {} sections, {} besides",
            read.manual.file_name,
            truth.len() - missing.len(),
            truth.len(),
            extra.len()
        );
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{}: missing {missing:?}, besides {extra:?}",
            read.manual.file_name
        );
        assert_eq!(found, truth, "the order of {}", read.manual.file_name);
    }
}

#[test]
fn printed_labels_and_pages_without_text_are_read_as_they_were_set() {
    for read in all() {
        let truth = &read.manual.truth;
        let labels: Vec<&str> = read
            .structure
            .labels
            .iter()
            .map(|label| label.as_deref().unwrap_or_default())
            .collect();
        let wrong: Vec<_> = labels
            .iter()
            .zip(&truth.labels)
            .zip(1..)
            .filter(|((found, set), _)| found != set)
            .collect();
        eprintln!(
            "{}: {} of {} labels",
            read.manual.file_name,
            labels.len() - wrong.len(),
            truth.labels.len()
        );
        assert_eq!(labels.len(), truth.labels.len());
        assert!(wrong.is_empty(), "{}: {wrong:?}", read.manual.file_name);
        assert_eq!(
            read.structure.pages_without_text, truth.pages_without_text,
            "{}",
            read.manual.file_name
        );
        assert_eq!(read.structure.pages_cut, [0; 0]);
    }
}

#[test]
fn running_heads_do_not_stand_in_the_text() {
    for read in all() {
        for chunk in read.structure.chunks.iter().filter(|chunk| chunk.page > 2) {
            for head in ["Service manual 16V 4000", "Operating instructions", "User manual"] {
                assert!(
                    !chunk.text.contains(head),
                    "{}, page {}: {}",
                    read.manual.file_name,
                    chunk.page,
                    chunk.text
                );
            }
        }
    }
}
