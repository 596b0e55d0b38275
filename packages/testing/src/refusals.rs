//! Bad input changes nothing. The chain takes back whatever a refused message wrote, which hides a message that writes
//! before it is done with its checks; here it does not.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, Order, Record, Reply, Response, Storage,
};
use cw_multi_test::error::AnyResult;
use cw_multi_test::Contract;

/// Stops a story where a message is refused after it has written.
pub(crate) struct WritesLast(pub Box<dyn Contract<Empty>>);

/// Storage that remembers the first key that was written.
struct Noted<'a> {
    storage: &'a mut dyn Storage,
    written: Option<Vec<u8>>,
}

impl Noted<'_> {
    fn note(&mut self, key: &[u8]) {
        self.written.get_or_insert_with(|| key.to_vec());
    }
}

impl Storage for Noted<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.storage.get(key)
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        self.storage.range(start, end, order)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.note(key);
        self.storage.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.note(key);
        self.storage.remove(key);
    }
}

impl Contract<Empty> for WritesLast {
    fn execute(
        &self,
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Vec<u8>,
    ) -> AnyResult<Response> {
        let mut noted = Noted {
            storage: deps.storage,
            written: None,
        };
        let deps = DepsMut {
            storage: &mut noted,
            api: deps.api,
            querier: deps.querier,
        };
        let answer = self.0.execute(deps, env, info, msg);
        if let (Err(refused), Some(key)) = (&answer, noted.written) {
            let key = key.escape_ascii();
            panic!("`{key}` was written before the message was refused: {refused}");
        }
        answer
    }

    fn instantiate(
        &self,
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Vec<u8>,
    ) -> AnyResult<Response> {
        self.0.instantiate(deps, env, info, msg)
    }

    fn query(&self, deps: Deps<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Binary> {
        self.0.query(deps, env, msg)
    }

    fn reply(&self, deps: DepsMut<'_>, env: Env, msg: Reply) -> AnyResult<Response> {
        self.0.reply(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Response> {
        self.0.sudo(deps, env, msg)
    }

    fn migrate(&self, deps: DepsMut<'_>, env: Env, msg: Vec<u8>) -> AnyResult<Response> {
        self.0.migrate(deps, env, msg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
    use cosmwasm_std::{Addr, StdError, StdResult};
    use cw_multi_test::ContractWrapper;

    /// Refuses when it is done.
    fn too_late(deps: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        deps.storage.set(b"balance", b"1");
        Err(StdError::generic_err("too much"))
    }

    fn setup(_: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }

    fn query(_: Deps<'_>, _: Env, _: Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }

    #[test]
    #[should_panic(expected = "`balance` was written before the message was refused")]
    fn a_message_that_writes_before_it_is_refused_stops_the_story() {
        let careless = ContractWrapper::new(too_late, setup, query);
        let watched = WritesLast(Box::new(careless));
        let (mut deps, info) = (
            mock_dependencies(),
            message_info(&Addr::unchecked("anna"), &[]),
        );
        let _ = watched.execute(deps.as_mut(), mock_env(), info, b"{}".to_vec());
    }
}
