use crate::schema::table;
use crate::time::Instant;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What kind of device writes entries.
    pub enum DeviceKind {
        /// A workstation, aboard or ashore.
        Workstation = "workstation",
        /// The gateway ashore.
        Shore = "shore",
    }
}

table! {
    /// The ship this replica belongs to.
    Vessel = 1 "pms_vessels" Fields {
        /// Name as painted on the stern.
        1 name: String;
        /// Whether the lock screens of its workstations answer searches; where nothing is said, they do not.
        2 is_search_open: Option<bool>;
    }
}

table! {
    /// A workstation that writes entries.
    Device = 5 "pms_devices" AppendOnly {
        /// The 47-bit device number as 12 hex digits.
        1 device: String;
        /// Letter in the numbers people speak; never given twice in a vessel.
        2 letter: String;
        /// Where it stands, for people.
        3 name: String;
        /// Ed25519 public key, 32 bytes.
        4 public_key: Vec<u8>;
    }
}

table! {
    /// A change of the ship's clocks.
    ShipTimeChange = 6 "pms_ship_time" AppendOnly {
        /// Minutes ahead of UTC.
        1 offset_minutes: i64;
        /// From this moment on.
        2 from_at: Instant;
    }
}

table! {
    /// Somebody who may says that a device belongs to the vessel. Until then its entries are kept and
    /// passed on, and have no effect on other replicas. The row's id follows from the device.
    Confirmation = 19 "pms_device_confirmations" AppendOnly {
        /// The 47-bit device number as 12 hex digits.
        1 device: String;
        /// A workstation, or the gateway ashore.
        2 kind: DeviceKind;
        /// Letter given to a workstation; the gateway has none.
        3 letter: Option<String>;
        /// Where it stands, for people.
        4 name: String;
        /// Ed25519 public key, 32 bytes.
        5 public_key: Vec<u8>;
    }
}

table! {
    /// The end of a device: its entries beyond the last one named have no effect.
    Closure = 20 "pms_device_closures" AppendOnly {
        /// The 47-bit device number as 12 hex digits.
        1 device: String;
        /// Its last entry that counts; 0 when none does.
        2 last_seq: i64;
        /// That entry's hash, 64 hex digits; where none counts, what stands before a first entry.
        3 hash: String;
        /// Why, for people.
        4 reason: String;
    }
}
