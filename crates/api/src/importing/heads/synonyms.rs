//! What other programs call the fields, in English and German: letters and digits only, lower case.

use domain::acts::imports::ImportKind;

/// Field → what else its head may be, letters and digits only.
pub(super) const EVERYWHERE: &[(&str, &[&str])] = &[
    (
        "maker",
        &[
            "manufacturer",
            "make",
            "brand",
            "vendor",
            "hersteller",
            "fabrikat",
            "marke",
        ],
    ),
    ("department", &["dept", "abteilung", "bereich"]),
    ("retired", &["isretired", "outofservice", "ausgemustert"]),
    ("retired_reason", &["retirementreason", "grundderausmusterung"]),
    (
        "remark",
        &[
            "remarks",
            "note",
            "notes",
            "comment",
            "comments",
            "bemerkung",
            "bemerkungen",
            "anmerkung",
            "notiz",
        ],
    ),
];

const EQUIPMENT: &[(&str, &[&str])] = &[
    (
        "code",
        &[
            "equipmentcode",
            "tag",
            "tagno",
            "tagnumber",
            "sfi",
            "sfinumber",
            "sficode",
            "no",
            "number",
            "id",
            "nummer",
            "nr",
            "anlagennummer",
            "geraetenummer",
            "kennung",
        ],
    ),
    (
        "name",
        &[
            "equipment",
            "equipmentname",
            "description",
            "designation",
            "title",
            "bezeichnung",
            "benennung",
            "beschreibung",
            "anlage",
        ],
    ),
    ("kind", &["type", "art", "typ"]),
    (
        "parent",
        &[
            "parentcode",
            "under",
            "above",
            "belongsto",
            "parentno",
            "parentnumber",
            "uebergeordnet",
            "gehoertzu",
            "obergruppe",
        ],
    ),
    ("system", &["systemname", "group", "systemgruppe", "gruppe"]),
    (
        "location",
        &[
            "place",
            "space",
            "room",
            "position",
            "standort",
            "ort",
            "raum",
            "einbauort",
        ],
    ),
    ("model", &["modelno", "typeno", "modell", "typbezeichnung"]),
    (
        "serial",
        &[
            "serialno",
            "serialnumber",
            "sn",
            "seriennummer",
            "fabriknummer",
            "werknummer",
        ],
    ),
    (
        "criticality",
        &["critical", "importance", "kritikalitaet", "wichtigkeit"],
    ),
    (
        "has_counter",
        &[
            "counter",
            "hours",
            "hourcounter",
            "runninghourscounter",
            "betriebsstunden",
            "stundenzaehler",
            "zaehler",
        ],
    ),
];

const SPARE_PARTS: &[(&str, &[&str])] = &[
    (
        "equipment",
        &[
            "equipmentcode",
            "machine",
            "machinecode",
            "tag",
            "anlage",
            "anlagennummer",
            "geraet",
            "maschine",
        ],
    ),
    (
        "part",
        &[
            "partno",
            "partnumber",
            "number",
            "sparepart",
            "sparepartnumber",
            "teilenummer",
            "ersatzteilnummer",
            "ersatzteil",
            "artikelnummer",
            "nummer",
        ],
    ),
    (
        "quantity_fitted",
        &[
            "quantity",
            "qty",
            "fitted",
            "installed",
            "quantityfitted",
            "menge",
            "anzahl",
            "verbaut",
            "stueck",
        ],
    ),
    (
        "position",
        &["pos", "where", "drawingposition", "positionno", "einbaulage", "posnr"],
    ),
];

const PARTS: &[(&str, &[&str])] = &[
    (
        "number",
        &[
            "partno",
            "partnumber",
            "no",
            "itemno",
            "itemnumber",
            "articlenumber",
            "articleno",
            "sku",
            "code",
            "teilenummer",
            "teilenr",
            "artikelnummer",
            "artikelnr",
            "nummer",
            "nr",
            "bestellnummer",
        ],
    ),
    (
        "name",
        &[
            "description",
            "partname",
            "item",
            "itemname",
            "designation",
            "title",
            "bezeichnung",
            "benennung",
            "beschreibung",
            "artikel",
            "teil",
        ],
    ),
    (
        "other_numbers",
        &[
            "othernumber",
            "alternativenumbers",
            "alternatives",
            "crossreference",
            "oldnumber",
            "weiterenummern",
            "alternativnummer",
        ],
    ),
    ("unit", &["uom", "unitofmeasure", "einheit", "me", "mengeneinheit"]),
    (
        "category",
        &["group", "class", "type", "kategorie", "gruppe", "warengruppe"],
    ),
    (
        "minimum",
        &[
            "min",
            "minstock",
            "minimumstock",
            "stockmin",
            "stockminimum",
            "reorderlevel",
            "reorderpoint",
            "mindestbestand",
            "bestandmin",
            "bestandminimum",
        ],
    ),
    (
        "critical",
        &[
            "criticallevel",
            "criticalstock",
            "stockcritical",
            "kritisch",
            "kritischerbestand",
        ],
    ),
    (
        "maximum",
        &[
            "max",
            "maxstock",
            "maximumstock",
            "stockmax",
            "stockmaximum",
            "hoechstbestand",
            "bestandmax",
            "bestandmaximum",
        ],
    ),
    ("barcode", &["ean", "gtin", "upc", "strichcode"]),
    (
        "location",
        &[
            "place",
            "storageplace",
            "storage",
            "bin",
            "binlocation",
            "shelf",
            "store",
            "lagerort",
            "lagerplatz",
            "fach",
            "regal",
            "ort",
        ],
    ),
    ("is_usual", &["usualplace", "usual", "mainplace", "hauptlagerort"]),
    (
        "on_hand",
        &[
            "onhand",
            "stock",
            "quantity",
            "qty",
            "count",
            "rob",
            "instock",
            "bestand",
            "lagerbestand",
            "menge",
            "anzahl",
            "istbestand",
        ],
    ),
];

const SUPPLIERS: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "supplier",
            "suppliername",
            "company",
            "vendor",
            "firma",
            "lieferant",
            "lieferantenname",
        ],
    ),
    (
        "code",
        &[
            "suppliercode",
            "supplierno",
            "no",
            "number",
            "id",
            "kuerzel",
            "lieferantennummer",
            "nummer",
            "nr",
        ],
    ),
    (
        "contact",
        &["contactperson", "person", "attention", "ansprechpartner", "kontakt"],
    ),
    ("email", &["emailaddress", "mail", "emailadresse"]),
    (
        "phone",
        &["telephone", "tel", "phonenumber", "mobile", "telefon", "telefonnummer"],
    ),
    ("address", &["postaladdress", "street", "adresse", "anschrift"]),
    (
        "account_number",
        &[
            "ournumber",
            "account",
            "accountno",
            "customerno",
            "customernumber",
            "kundennummer",
            "kundennr",
        ],
    ),
];

const PEOPLE: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "fullname",
            "person",
            "crew",
            "crewmember",
            "crewname",
            "vollername",
            "besatzungsmitglied",
        ],
    ),
    (
        "rank",
        &[
            "position",
            "title",
            "job",
            "function",
            "rang",
            "dienstgrad",
            "dienststellung",
            "funktion",
        ],
    ),
    ("role", &["right", "rights", "access", "rolle", "recht"]),
    ("serves", &["aboard", "active", "anbord", "aktiv"]),
];

const LOCATIONS: &[(&str, &[&str])] = &[
    (
        "code",
        &[
            "place",
            "placecode",
            "bin",
            "shelf",
            "no",
            "number",
            "id",
            "lagerplatz",
            "fach",
            "nummer",
            "nr",
        ],
    ),
    (
        "name",
        &["description", "placename", "title", "bezeichnung", "beschreibung"],
    ),
    (
        "parent",
        &["in", "parentcode", "within", "belongsto", "uebergeordnet", "gehoertzu"],
    ),
];

const RUNNING_HOURS: &[(&str, &[&str])] = &[
    (
        "equipment",
        &[
            "code",
            "equipmentcode",
            "machine",
            "tag",
            "anlage",
            "maschine",
            "geraet",
        ],
    ),
    (
        "hours",
        &[
            "reading",
            "counter",
            "runninghours",
            "betriebsstunden",
            "stunden",
            "zaehlerstand",
        ],
    ),
    ("read_at", &["date", "readat", "when", "datum", "abgelesen", "stand"]),
];

/// The heads that fields of a kind may have.
pub(super) const fn of_kind(kind: ImportKind) -> &'static [(&'static str, &'static [&'static str])] {
    match kind {
        ImportKind::Equipment => EQUIPMENT,
        ImportKind::SpareParts => SPARE_PARTS,
        ImportKind::Parts => PARTS,
        ImportKind::Suppliers => SUPPLIERS,
        ImportKind::People => PEOPLE,
        ImportKind::Locations => LOCATIONS,
        ImportKind::RunningHours => RUNNING_HOURS,
    }
}
