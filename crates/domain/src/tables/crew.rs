use crate::schema::table;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a person may do; the rank is what the person is called.
    pub enum Role {
        /// Deck, engine or interior crew.
        Crew = "crew",
        /// The right to plan and carry out work.
        Engineer = "engineer",
        /// Electro-technical officer.
        Eto = "eto",
        /// Head of engineering.
        ChiefEngineer = "chief_engineer",
        /// Head of deck.
        ChiefOfficer = "chief_officer",
        /// Head of interior.
        ChiefSteward = "chief_steward",
        /// Purser.
        Purser = "purser",
        /// Master.
        Captain = "captain",
        /// Usually ashore.
        Manager = "manager",
    }
}

vocabulary! {
    /// The department a person or a record belongs to.
    pub enum Department {
        /// Engine room and technical systems.
        Engineering = "engineering",
        /// Deck and safety equipment.
        Deck = "deck",
        /// Galley, cabins and laundry.
        Interior = "interior",
        /// Captain, purser and the office ashore.
        Management = "management",
    }
}

vocabulary! {
    /// How far a right reaches.
    pub enum Scope {
        /// Every record of the vessel.
        All = "all",
        /// Records of the person's department, and those assigned to the person.
        Department = "department",
        /// Records assigned to the person.
        Assigned = "assigned",
        /// What the person did within the last hours, where the act says how many.
        Own = "own",
    }
}

vocabulary! {
    /// How an act is signed.
    pub enum SignMethod {
        /// Not signed.
        None = "none",
        /// By a session opened with the PIN within 10 minutes, else by PIN.
        Session = "session",
        /// By PIN each time.
        Pin = "pin",
    }
}

table! {
    /// A person who works or worked aboard, or ashore for the vessel.
    Crew = 2 "pms_crew" Fields {
        /// The person's name.
        1 name: String => .personal();
        /// What the person is called aboard; free text.
        2 rank: String => .personal();
        /// The one role.
        3 role: Role;
        /// The department.
        4 department: Department;
        /// PHC string of the keyed Argon2id hash; none until a PIN was chosen.
        5 pin_hash: Option<String> => .personal();
        /// Whether the person serves at present.
        6 is_active: bool;
    }
}

table! {
    /// Who may do what: the id is derived from act and role.
    Permission = 3 "pms_permissions" Fields {
        /// The act's name.
        1 action: String;
        /// The role.
        2 role: Role;
        /// How far the right reaches; empty when withdrawn.
        3 scope: Option<Scope>;
    }
}

table! {
    /// How an act is signed: the id is derived from the act.
    Signing = 4 "pms_signing" Fields {
        /// The act's name.
        1 action: String;
        /// The method.
        2 method: SignMethod;
    }
}
