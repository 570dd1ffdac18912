//! A shore with an empty database, and the entries that arrived there.

use journal::{DeviceNumber, RowId};
use shore::database::{Database, NewIdentity};
use shore::migrate::{Roles, migrate};
use testkit::{GATEWAY_ROLE, Postgres};
use tokio_postgres::{Client, Config, NoTls};
use wire::{Batch, Outcome};

use crate::fleet::{Fleet, NOON};

/// Connections of one gateway in tests.
const CONNECTIONS: usize = 4;

pub(crate) struct Shore {
    pub(crate) postgres: Postgres,
    pub(crate) database: Database,
}

pub(crate) fn roles() -> Roles {
    Roles {
        gateway: GATEWAY_ROLE.to_owned(),
        reader: None,
    }
}

impl Shore {
    pub(crate) async fn start() -> Self {
        Self::on(Postgres::start()).await
    }

    pub(crate) async fn on(postgres: Postgres) -> Self {
        let owner: Config = postgres.owner_url().parse().unwrap();
        migrate(&owner, &roles()).await.unwrap();
        let database = connect(&postgres).await;
        Self { postgres, database }
    }

    /// Serves the vessel of the fleet.
    pub(crate) async fn adopt(&self, fleet: &Fleet) {
        let identity = identity(fleet.vessel);
        self.database
            .adopt_vessel(fleet.vessel, "MY Test", &identity, NOON)
            .await
            .unwrap();
    }

    /// Takes a batch that must be stored; how many entries were applied, held, parked, repeated.
    pub(crate) async fn store(&self, fleet: &Fleet, batch: &Batch) -> [u64; 4] {
        let outcome = self.database.receive(fleet.vessel, batch, NOON).await.unwrap();
        let Outcome::Stored {
            applied,
            held,
            parked,
            repeated,
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        [applied, held, parked, repeated]
    }

    /// A connection as the gateway's role, at the vessel.
    pub(crate) async fn gateway(&self, vessel: RowId) -> Client {
        let client = client(&self.postgres.gateway_url()).await;
        let sql = format!("SET celeste.vessel = '{vessel}'");
        client.batch_execute(&sql).await.unwrap();
        client
    }
}

pub(crate) async fn connect(postgres: &Postgres) -> Database {
    let gateway: Config = postgres.gateway_url().parse().unwrap();
    Database::connect(&gateway, CONNECTIONS).await.unwrap()
}

pub(crate) async fn client(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// A device for the gateway that no workstation of the vessel has.
pub(crate) fn identity(vessel: RowId) -> NewIdentity {
    let (founder, _, _) = vessel.author().unwrap();
    NewIdentity {
        device: DeviceNumber::new(founder.get() | 0xf).unwrap(),
        secret_key: [0xab; 32],
    }
}
