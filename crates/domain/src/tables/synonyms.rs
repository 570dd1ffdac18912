use crate::schema::table;

table! {
    /// A word of this vessel, and what it stands for. One word may stand for several things.
    Synonym = 26 "pms_synonyms" Fields {
        /// What people say: "gen 2".
        1 word: String;
        /// What it stands for, as it is written elsewhere: "Generator No. 2".
        2 means: String;
        /// No longer said.
        3 is_withdrawn: bool;
    }
}
