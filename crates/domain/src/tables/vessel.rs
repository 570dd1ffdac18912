use crate::schema::table;
use crate::time::Instant;

table! {
    /// The ship this replica belongs to.
    Vessel = 1 "pms_vessels" Fields {
        /// Name as painted on the stern.
        1 name: String;
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
