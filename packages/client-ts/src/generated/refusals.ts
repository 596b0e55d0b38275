// Written by scripts/generate.mjs out of the contracts' sources. Do not edit.

/** Why a message was refused, with what the refusal names. */
export type Reason =
  | { kind: "AlreadyListed"; asset: string }
  | { kind: "AmountTooLarge" }
  | { kind: "AsksNobody" }
  | { kind: "Asset"; name: string; error: string }
  | { kind: "AssetTwice"; asset: string }
  | { kind: "BatchSize"; max: string; found: string }
  | { kind: "BeforeAppointment"; found: string; since: string }
  | { kind: "BelowGroupStress"; asset: string; stress: string }
  | { kind: "BelowMinHealth"; asked: string }
  | { kind: "BeyondStep"; field: string; asked: string; step: string; from: string }
  | { kind: "BothChange" }
  | { kind: "BudgetSpent"; available: string; again_at: string }
  | { kind: "Calls"; found: string; max: string }
  | { kind: "CannotReturn"; due: string; asset: string; found: string }
  | { kind: "CapReached"; cap: string; asset: string; asked: string; allowed: string; room: string }
  | { kind: "ChainTooLong"; asset: string }
  | { kind: "CoinTwice"; denom: string }
  | { kind: "Corrupt"; record?: string }
  | { kind: "Cycle"; asset: string }
  | { kind: "DebtTooSmall"; found: string; asset: string; minimum: string; at_least: string }
  | { kind: "DivisionByZero" }
  | { kind: "DuplicateFeeder"; feeder: string }
  | { kind: "Entry"; row: string; column: string; found: string }
  | { kind: "FeederCount"; found: string }
  | { kind: "Fixed"; asset: string; field: string }
  | { kind: "FlashLoanOut" }
  | { kind: "FlashNotReturned"; due: string; asset: string; found: string; missing: string }
  | { kind: "ForeignPosition"; account: string; found: string; max: string }
  | { kind: "Fraction"; found: string }
  | { kind: "FractionTooSmall"; at_least: string }
  | { kind: "FromTheFuture"; found: string; latest: string }
  | { kind: "GroupCount"; found: string }
  | { kind: "GroupsMoved"; name: string }
  | { kind: "Halted"; asset: string; until?: string }
  | { kind: "Healthy" }
  | { kind: "HealthyWhileHalted"; asset: string; until: string }
  | { kind: "HighS" }
  | { kind: "InsufficientCash"; asked: string; available: string; asset?: string }
  | { kind: "InsufficientReserves"; asked: string; asset: string; found: string }
  | { kind: "InsufficientSupply"; asked: string; found: string; mode: string; asset?: string }
  | { kind: "LeavesDebtTooSmall"; found: string; asset: string; minimum: string; to_end: string }
  | { kind: "LeavesDust"; minimum: string; at_least: string }
  | { kind: "LimitError"; field: string; found: string; allowed: string }
  | { kind: "MinHealth"; found: string }
  | { kind: "Name"; name: string }
  | { kind: "NeedsAverage"; feeders: string }
  | { kind: "NeedsPrice"; asset: string }
  | { kind: "NeedsSupplyCap"; asset: string }
  | { kind: "NoAction" }
  | { kind: "NoCashForSeizure"; asked: string; asset: string; available: string }
  | { kind: "NoCollateral"; account: string; uncounted: string }
  | { kind: "NoDebt"; account: string; asset: string }
  | { kind: "NoFeeders" }
  | { kind: "NoFlashLoanOut" }
  | { kind: "NoFlashLoans"; asset: string }
  | { kind: "NoKey" }
  | { kind: "NoPrice" }
  | { kind: "NoPublicKey"; found: string }
  | { kind: "NotADecimal"; found: string; wanted: string }
  | { kind: "NotALendingContract" }
  | { kind: "NotANumber"; path: string; found: string }
  | { kind: "NotAReceiver"; found: string }
  | { kind: "NotAToken"; asset: string; reason: string }
  | { kind: "NotAnAddress"; found: string; reason: string }
  | { kind: "NotAnOracle"; what: string }
  | { kind: "NotAsQuoted"; asset: string }
  | { kind: "NotBeyondRescue"; account: string; why: string }
  | { kind: "NotBorrowable"; name?: string; asset?: string }
  | { kind: "NotComparable"; asset: string; present: string; found: string }
  | { kind: "NotFlashLent"; found: string; lent: string }
  | { kind: "NotFound"; path: string }
  | { kind: "NotHalted"; asset: string }
  | { kind: "NotInBook"; asset: string }
  | { kind: "NotListable"; asset: string; what: string }
  | { kind: "NotNewer"; found: string; known: string }
  | { kind: "NotOurHook"; reason: string }
  | { kind: "NotPositiveSemiDefinite"; group: string }
  | { kind: "NotSafer"; field: string }
  | { kind: "NotSeeded"; asset: string }
  | { kind: "NotSigned" }
  | { kind: "NotUnderWay" }
  | { kind: "NothingHeld"; asset: string }
  | { kind: "NothingMoved" }
  | { kind: "NothingOpen" }
  | { kind: "NothingOwed"; asset?: string }
  | { kind: "NothingPending"; asset: string }
  | { kind: "NothingSupplied"; account?: string; asset?: string; mode: string }
  | { kind: "NothingToOffer"; asset: string }
  | { kind: "NothingToPay"; asset: string }
  | { kind: "NothingToSeize"; account: string; asset: string }
  | { kind: "Older"; found: string; known: string }
  | { kind: "OperatorIsOwner" }
  | { kind: "OperatorUntil"; found: string; now: string; latest: string }
  | { kind: "OracleFailed"; reason: string }
  | { kind: "OraclesDiffer"; asset: string; present: string; found: string }
  | { kind: "OtherDecimals"; asked: string; asset: string; found: string }
  | { kind: "OtherLayout"; found: string; known: string }
  | { kind: "OtherPending"; asset: string; found: string; within: string; named: string }
  | { kind: "OwesNothing"; account: string }
  | { kind: "OwnersOnly"; field: string }
  | { kind: "PauseTooLong"; latest: string }
  | { kind: "Paused"; asset: string; action?: string; end?: string }
  | { kind: "PaysOwnerOnly"; owner: string; found: string }
  | { kind: "PriceNotUsable"; asset: string; status: string }
  | { kind: "PriceOutOfBounds"; asset: string; found: string; above: string; below: string }
  | { kind: "ProfitTooSmall"; found: string; asset: string; asked: string }
  | { kind: "PurseShort"; action: string; asked: string; asset: string; found: string }
  | { kind: "ReceivedTooLittle"; found: string; asked: string }
  | { kind: "RecipientIsContract" }
  | { kind: "Refused"; error: string }
  | { kind: "RenounceRefused" }
  | { kind: "ScaleTooLarge"; path: string; found: string }
  | { kind: "ScenarioCount"; found: string }
  | { kind: "SelfLiquidation" }
  | { kind: "Shape"; expected: string }
  | { kind: "Short"; missing: string; uncounted: string }
  | { kind: "SignatureLength"; found: string }
  | { kind: "SourceNotFresh"; asset: string; present: string }
  | { kind: "SourceTooFar"; found: string; asset: string; present: string }
  | { kind: "SourceUnreadable"; asset: string; error: string }
  | { kind: "TokenNotAlone"; token: string }
  | { kind: "TooFarAhead"; found: string; max: string }
  | { kind: "TooHealthy"; found: string; max: string }
  | { kind: "TooLarge" }
  | { kind: "TooLong"; field?: string; found: string }
  | { kind: "TooMany"; found: string; max?: string }
  | { kind: "TooManyAssets"; found?: string; max?: string }
  | { kind: "TooManyBlocks"; found: string; height: string; max: string }
  | { kind: "TooManyOperators"; account: string; max: string }
  | { kind: "TooManyPositions" }
  | { kind: "TooOld"; age: string; max_age: string }
  | { kind: "TooSmall"; quorum?: string; feeders?: string; faults?: string; minimum?: string; at_least?: string }
  | { kind: "TooSoon"; again_at?: string; next?: string }
  | { kind: "Unauthorized"; needed: string; found: string }
  | { kind: "UnderWay" }
  | { kind: "UnexpectedFunds"; found?: string }
  | { kind: "UnitTooCoarse"; asset: string; unit: string; largest: string }
  | { kind: "Unjudged" }
  | { kind: "UnknownAsset"; asset?: string; name?: string }
  | { kind: "UnknownFeeder"; feeder: string }
  | { kind: "UnknownGroup"; name: string }
  | { kind: "Unreachable"; reason: string }
  | { kind: "Unreadable"; path?: string; expected?: string; field?: string; found?: string; allowed?: string }
  | { kind: "WouldNotHeal" }
  | { kind: "WrongContract"; found: string; expected: string }
  | { kind: "WrongFunds"; found: string }
  | { kind: "WrongPrices"; found: string; asked: string }
  | { kind: "WrongSignature" }
  | { kind: "Zero" }
  | { kind: "ZeroAmount" };

/** The most specific first. */
export const patterns: readonly (readonly [Reason["kind"], RegExp])[] = [
  ["NotComparable", /^the price of `(?<asset>.*?)` is not fresh at both oracles \((?<present>.*?) at the present one, (?<found>.*?) at the new one\), so they cannot be compared; wait, or name the override `any_price`$/s],
  ["NeedsAverage", /^(?<feeders>.*?) feeders are one more than twice the liars among them, so one report is bid, median and ask: each asset they price needs an average \(half_life above 0\)$/s],
  ["OraclesDiffer", /^`(?<asset>.*?)` is (?<present>.*?) USD at the present oracle and (?<found>.*?) USD at the new one, which is more than 5 % apart; let them agree, or name the override `any_price`$/s],
  ["HealthyWhileHalted", /^the account is healthy with `(?<asset>.*?)` as it counts while it is frozen \(halted\), until (?<until>.*?); only one with a health factor below 1 can be liquidated$/s],
  ["Halted", /^the price of `(?<asset>.*?)` is frozen \(halted\) until (?<until>.*?): till then it is neither repaid nor seized; `liquidation_quote` without a pair names another$/s],
  ["UnitTooCoarse", /^a base unit of `(?<asset>.*?)` is worth (?<unit>.*?) USD, too coarse where at most (?<largest>.*?) USD is allowed; use an asset of finer units, or raise min_position_value$/s],
  ["UnderWay", /^a ramp is under way.*?; a new target is taken at an end: send `ramp` with `go_on` or `turn_back`, at the fastest with ramp_seconds .*?$/s],
  ["NotOurHook", /^the hook message is not understood: (?<reason>.*?); send deposit, repay, batch, liquidate, liquidate_many, liquidate_pro_rata or return_flash$/s],
  ["Short", /^the account would be (?<missing>.*?) USD short of the initial requirement(?<uncounted>.*?); `max_borrow` and `max_withdraw` of the lens answer what would work$/s],
  ["ForeignPosition", /^account (?<account>.*?) has (?<found>.*?) positions; others than its owner open none from (?<max>.*?) on: name an asset that it holds already, or another account$/s],
  ["BelowGroupStress", /^(?<asset>.*?) needs a stress of at least (?<stress>.*?), its group's, on both sides: liquidation_threshold at most 1 - .*?, borrow_weight at least 1 \+ .*?$/s],
  ["NothingToPay", /^there is nothing of `(?<asset>.*?)` to pay with, which the account owes; send it along, or lend it on the paying account before$/s],
  ["NotAsQuoted", /^what would be done to `(?<asset>.*?)` is not what the quote says, because its base unit is too coarse for so little; repay more$/s],
  ["Name", /^the group or scenario `(?<name>.*?)` stands there twice, or has no name of 1 to 32 bytes without line breaks and outer spaces$/s],
  ["Entry", /^correlation of (?<row>.*?) and (?<column>.*?): found (?<found>.*?), allowed is -1 to 1 with at most 4 decimals, 1 on the diagonal, the same both ways$/s],
  ["LeavesDebtTooSmall", /^a debt of (?<found>.*?) USD of `(?<asset>.*?)` would be left, below (?<minimum>.*?) USD; end it first, `repay` with (?<to_end>.*?) does \(what is too much comes back\)$/s],
  ["NotANumber", /^at (?<path>.*?) stands `(?<found>.*?)`; readable are strings and integers of at most .*? digits, with a decimal point and without a sign$/s],
  ["BelowMinHealth", /^the account's health factor would be below (?<asked>.*?), which its owner asks of this operator; borrow or withdraw less$/s],
  ["NoCollateral", /^account (?<account>.*?) would owe with no collateral that counts(?<uncounted>.*?); deposit an asset whose collateral_factor is above 0$/s],
  ["NotPositiveSemiDefinite", /^the matrix is not positive semi-definite: `(?<group>.*?)` cannot move like that together with the groups before it$/s],
  ["SourceNotFresh", /^the new source has no fresh price of `(?<asset>.*?)` to compare with the present (?<present>.*?); a swap to it needs the override$/s],
  ["SourceTooFar", /^the new source says (?<found>.*?), the present price of `(?<asset>.*?)` is (?<present>.*?); a difference of more than 5 % needs the override$/s],
  ["FlashNotReturned", /^of the flash loan (?<due>.*?) of `(?<asset>.*?)` are due, (?<found>.*?) came back; send (?<missing>.*?) more with return_flash before the call ends$/s],
  ["NothingToPay", /^there is nothing of asset (?<asset>.*?) to pay with; send it along, or lend it on the paying account before$/s],
  ["TooSmall", /^a quorum of (?<quorum>.*?) of (?<feeders>.*?) feeders cannot tolerate (?<faults>.*?) liars; it takes 2 \* faults \+ 1 <= quorum <= feeders$/s],
  ["WouldNotHeal", /^it would not raise the health factor; `liquidation_quote` without a pair names one that does$/s],
  ["NotAReceiver", /^flash loans go to contracts, and (?<found>.*?) is none; let a contract ask that answers `on_flash_loan`$/s],
  ["NothingToOffer", /^nothing of `(?<asset>.*?)` is there to be offered; leave the call out, or put it after what brings some$/s],
  ["RecipientIsContract", /^the contract itself is named as who gets it, where it would belong to nobody; name another$/s],
  ["NotSafer", /^the guardian may only set collateral_factor to 0 and lower caps; to change (?<field>.*?) is the owner's$/s],
  ["WrongSignature", /^the signature is not of this feeder's key for these prices, this chain and this contract$/s],
  ["BudgetSpent", /^(?<available>.*?) s of the guardians' time are left and at least .*? s are drawn; there are as many from (?<again_at>.*?) on$/s],
  ["NoFlashLoanOut", /^no flash loan is out; return_flash works only while one is, so repay or deposit instead$/s],
  ["BothChange", /^stresses and the matrix \(with its credit and margin\) cannot move in one ramp; send two$/s],
  ["NothingOpen", /^all that the account owes, or all that it holds, is halted, paused or without a price$/s],
  ["DebtTooSmall", /^a debt of (?<found>.*?) USD of `(?<asset>.*?)` is below the minimum of (?<minimum>.*?) USD; owe at least (?<at_least>.*?) in all, or nothing$/s],
  ["OtherLayout", /^the records have layout (?<found>.*?), this reads layout (?<known>.*?); use the version that belongs to them$/s],
  ["FlashLoanOut", /^a flash loan is out already; ask for all assets at once, or when it has come back$/s],
  ["GroupsMoved", /^groups keep their names and order; new ones are added at the end; `(?<name>.*?)` was expected$/s],
  ["FractionTooSmall", /^so small a fraction moves not a base unit, or heals nothing; a fraction of (?<at_least>.*?) does$/s],
  ["NothingMoved", /^the amount is too small to move a single share or unit of debt; use a larger one$/s],
  ["Healthy", /^the account is healthy; only one with a health factor below 1 can be liquidated$/s],
  ["Paused", /^liquidation of asset (?<asset>.*?) is paused: it is neither repaid nor seized; name another$/s],
  ["CannotReturn", /^of the loan (?<due>.*?) of `(?<asset>.*?)` must go back, (?<found>.*?) are there; borrow less, or swap more into it$/s],
  ["TooManyOperators", /^account (?<account>.*?) has (?<max>.*?) operators already; revoke one, or wait until one's time is over$/s],
  ["NothingHeld", /^the account holds nothing of asset (?<asset>.*?) that has a price; name another collateral$/s],
  ["TooManyBlocks", /^the price was agreed on in block (?<found>.*?), now is block (?<height>.*?); at most (?<max>.*?) blocks are allowed$/s],
  ["NoFlashLoans", /^there are no flash loans of `(?<asset>.*?)`, which has no flash_fee; ask for another asset$/s],
  ["PurseShort", /^(?<action>.*?) needs (?<asked>.*?) of `(?<asset>.*?)`, there are (?<found>.*?); send them along, or borrow or withdraw them before$/s],
  ["NothingMoved", /^the repayment or the seizure would be zero; repay more, or name another pair$/s],
  ["PauseTooLong", /^the guardians' hours allow a pause until (?<latest>.*?); only the owner may pause longer$/s],
  ["NeedsSupplyCap", /^`(?<asset>.*?)` needs a supply_cap while its liquidation_threshold is above 0; set one$/s],
  ["TooHealthy", /^max_health: found (?<found>.*?), allowed is at most (?<max>.*?); above it nobody is near the edge$/s],
  ["NotAsQuoted", /^what would be done to asset (?<asset>.*?) is not what was quoted; repay another amount$/s],
  ["Unreadable", /^the answer is not JSON, or has another shape than (?<path>.*?), or a key of it twice$/s],
  ["OperatorIsOwner", /^the owner of an account needs no operator's rights; name another address$/s],
  ["TooManyPositions", /^the account holds .*? assets already; close one or use another sub-account$/s],
  ["NoPublicKey", /^(?<found>.*?) is no compressed secp256k1 key: 33 bytes are, the first of them 2 or 3$/s],
  ["NothingToSeize", /^account (?<account>.*?) holds nothing of `(?<asset>.*?)` that has a price; name another collateral$/s],
  ["SelfLiquidation", /^an account cannot liquidate itself; pay from another account, or repay$/s],
  ["OperatorUntil", /^until (?<found>.*?) is not to come or more than a year away; now is (?<now>.*?), name at most (?<latest>.*?)$/s],
  ["TokenNotAlone", /^a call takes coins, or one token alone; split the call that offers `(?<token>.*?)`$/s],
  ["NeedsPrice", /^the price of `(?<asset>.*?)` is missing; an asset needs one before it can count$/s],
  ["OtherPending", /^the pending price of `(?<asset>.*?)` is (?<found>.*?), further than (?<within>.*?) from (?<named>.*?); name that price$/s],
  ["NoCashForSeizure", /^asked for (?<asked>.*?) of `(?<asset>.*?)`, found (?<available>.*?) lendable; repay less, or receive shares$/s],
  ["TooManyAssets", /^(?<found>.*?) assets are held, owed or asked about; at most .*? and two more fit$/s],
  ["AmountTooLarge", /^amount too large: the result does not fit; use a smaller amount$/s],
  ["Halted", /^asset (?<asset>.*?) is halted: it is neither repaid nor seized; name another$/s],
  ["MinHealth", /^min_health: found (?<found>.*?), allowed is 1 to 1000000000, or leave it out$/s],
  ["LeavesDust", /^the rest of the debt would be below the minimum of (?<minimum>.*?) USD; repay (?<at_least>.*?)$/s],
  ["InsufficientReserves", /^asked for (?<asked>.*?) of `(?<asset>.*?)` in reserve, found (?<found>.*?); ask for no more than that$/s],
  ["ChainTooLong", /^with this source of `(?<asset>.*?)` a chain would be longer than 4 records$/s],
  ["NotSeeded", /^`(?<asset>.*?)` takes no deposits before the owner has lent the first one$/s],
  ["NotSigned", /^a price or a time is no number, so nobody can have signed it$/s],
  ["AssetTwice", /^`(?<asset>.*?)` is asked for twice; name each asset once, with all of it$/s],
  ["NothingOwed", /^the account owes nothing of asset (?<asset>.*?); name a debt that it has$/s],
  ["TooSmall", /^the repayment is below the minimum of (?<minimum>.*?) USD; repay at least (?<at_least>.*?)$/s],
  ["InsufficientSupply", /^asked for (?<asked>.*?), found (?<found>.*?) supplied by (?<mode>.*?); ask for no more than that$/s],
  ["PriceOutOfBounds", /^price of `(?<asset>.*?)`: found (?<found>.*?), believed are prices above (?<above>.*?) and below (?<below>.*?)$/s],
  ["TooManyAssets", /^a book holds at most .*? assets besides the one asked about$/s],
  ["NotALendingContract", /^there is no lending contract of this kind at the address$/s],
  ["PriceNotUsable", /^the price of asset (?<asset>.*?) is (?<status>.*?); a fresh one is needed for this$/s],
  ["BeyondStep", /^(?<field>.*?): asked for (?<asked>.*?), the steward may go at most (?<step>.*?) from (?<from>.*?) at once$/s],
  ["NotAToken", /^`(?<asset>.*?)` does not answer `token_info` as a cw20 token does: (?<reason>.*?)$/s],
  ["NotListable", /^`(?<asset>.*?)` is (?<what>.*?), which cannot be listed; name a coin or a token$/s],
  ["InsufficientCash", /^asked for (?<asked>.*?), found (?<available>.*?) lendable; ask for no more than that$/s],
  ["TooManyAssets", /^(?<max>.*?) assets are listed, and their numbers are never reused$/s],
  ["NotFlashLent", /^found (?<found>.*?), which is not lent by flash loan now; return (?<lent>.*?)$/s],
  ["NoAction", /^no action is named; name supply, borrow or liquidate$/s],
  ["OtherDecimals", /^decimals: asked for (?<asked>.*?), the token `(?<asset>.*?)` has (?<found>.*?); name those$/s],
  ["RenounceRefused", /^ownership cannot be renounced; hand it over instead$/s],
  ["PriceNotUsable", /^the price of `(?<asset>.*?)` is (?<status>.*?); a fresh one is needed for this$/s],
  ["NotNewer", /^time (?<found>.*?) is not newer than this feeder's last report, (?<known>.*?)$/s],
  ["CapReached", /^(?<cap>.*?) of `(?<asset>.*?)`: asked to reach (?<asked>.*?), allowed is (?<allowed>.*?); at most (?<room>.*?) more$/s],
  ["TooMany", /^found (?<found>.*?) prices, a signed report holds at most 65535$/s],
  ["AsksNobody", /^its source asks nobody; `report` brings its prices$/s],
  ["Unreadable", /^the answer is no (?<expected>.*?), neither in protobuf nor in JSON$/s],
  ["ReceivedTooLittle", /^the liquidator would receive (?<found>.*?), asked for at least (?<asked>.*?)$/s],
  ["TooSoon", /^the steward changed this asset recently; again at (?<again_at>.*?)$/s],
  ["Unjudged", /^what lowered the account's surplus was not judged$/s],
  ["NotBorrowable", /^`(?<name>.*?)` is owed and has no borrow_weight; give it one$/s],
  ["ScaleTooLarge", /^at (?<path>.*?) stands a scale of (?<found>.*?); at most .*? digits are read$/s],
  ["Older", /^what it says is of (?<found>.*?), older than what is stored, (?<known>.*?)$/s],
  ["TooLong", /^(?<field>.*?) has (?<found>.*?) bytes, a signed report holds at most 65535$/s],
  ["HighS", /^s is above half the order; sign in the low form$/s],
  ["ProfitTooSmall", /^the profit would be (?<found>.*?) of `(?<asset>.*?)`, asked for at least (?<asked>.*?)$/s],
  ["Fraction", /^a fraction of (?<found>.*?); allowed is above 0, at most 1$/s],
  ["OwnersOnly", /^to change (?<field>.*?) is the owner's, not the steward's$/s],
  ["TooFarAhead", /^ahead: found (?<found>.*?), allowed are at most (?<max>.*?) seconds$/s],
  ["InsufficientSupply", /^asked for (?<asked>.*?) of `(?<asset>.*?)`, the account has (?<found>.*?) in mode (?<mode>.*?)$/s],
  ["UnknownAsset", /^asset `(?<asset>.*?)` has no price source; set one first$/s],
  ["NotAnOracle", /^the new oracle is (?<what>.*?); name an oracle contract$/s],
  ["BeforeAppointment", /^time (?<found>.*?) is before the feeder was appointed, (?<since>.*?)$/s],
  ["TooLong", /^the answer has (?<found>.*?) bytes; at most .*? are read$/s],
  ["NoPrice", /^the module has no price of this pair yet$/s],
  ["FromTheFuture", /^time (?<found>.*?) is ahead; at most (?<latest>.*?) is accepted now$/s],
  ["Fixed", /^`(?<asset>.*?)` has deposits or debt: its (?<field>.*?) is fixed$/s],
  ["CoinTwice", /^`(?<denom>.*?)` was sent twice; send each coin once$/s],
  ["ScenarioCount", /^found (?<found>.*?) scenarios, allowed are at most .*?$/s],
  ["TooOld", /^it is (?<age>.*?) s old, and reports count for (?<max_age>.*?) s$/s],
  ["Shape", /^the matrix must have (?<expected>.*?) rows of .*? entries$/s],
  ["WrongPrices", /^the oracle answered (?<found>.*?) prices to (?<asked>.*?) assets$/s],
  ["BatchSize", /^a message holds 1 to (?<max>.*?) entries; found (?<found>.*?)$/s],
  ["Cycle", /^the price of `(?<asset>.*?)` would stand on itself$/s],
  ["NoKey", /^no feeder with this number has a key$/s],
  ["PaysOwnerOnly", /^this operator gives to (?<owner>.*?) only; found (?<found>.*?)$/s],
  ["NothingSupplied", /^account (?<account>.*?) has nothing of `(?<asset>.*?)` in mode (?<mode>.*?)$/s],
  ["UnexpectedFunds", /^this message takes no funds; found (?<found>.*?)$/s],
  ["TooMany", /^found (?<found>.*?) items, allowed are at most (?<max>.*?)$/s],
  ["SourceUnreadable", /^the source of `(?<asset>.*?)` gives no number: (?<error>.*?)$/s],
  ["NotFound", /^there is nothing at (?<path>.*?) in the answer$/s],
  ["InsufficientCash", /^asked for (?<asked>.*?) of `(?<asset>.*?)`, found (?<available>.*?) lendable$/s],
  ["FeederCount", /^found (?<found>.*?) feeders, allowed are 1 to .*?$/s],
  ["Unauthorized", /^only (?<needed>.*?) may do this; the sender is (?<found>.*?)$/s],
  ["UnknownAsset", /^there is no asset `(?<name>.*?)` in this book$/s],
  ["SignatureLength", /^a signature has 64 bytes; found (?<found>.*?)$/s],
  ["NotBeyondRescue", /^account (?<account>.*?) is not written off: it (?<why>.*?)$/s],
  ["GroupCount", /^found (?<found>.*?) groups, allowed are 1 to .*?$/s],
  ["Corrupt", /^its stored record cannot be read$/s],
  ["Zero", /^the rate is zero, or below 1e-18$/s],
  ["Calls", /^found (?<found>.*?) calls, allowed are 1 to (?<max>.*?)$/s],
  ["BatchSize", /^found (?<found>.*?) items, allowed are 1 to (?<max>.*?)$/s],
  ["Corrupt", /^stored record `(?<record>.*?)` cannot be read$/s],
  ["WrongContract", /^cannot migrate from (?<found>.*?); this is (?<expected>.*?)$/s],
  ["UnknownAsset", /^no price source is set for it$/s],
  ["WrongFunds", /^send exactly one coin; found (?<found>.*?)$/s],
  ["ZeroAmount", /^the amount must be above zero$/s],
  ["Halted", /^`(?<asset>.*?)` is halted \(frozen\) until (?<until>.*?)$/s],
  ["TooSoon", /^the next sample is taken at (?<next>.*?)$/s],
  ["Unreachable", /^the records cannot be read: (?<reason>.*?)$/s],
  ["NoDebt", /^account (?<account>.*?) owes nothing of `(?<asset>.*?)`$/s],
  ["OracleFailed", /^the oracle did not answer: (?<reason>.*?)$/s],
  ["UnexpectedFunds", /^this message takes no funds$/s],
  ["AlreadyListed", /^asset `(?<asset>.*?)` is listed already$/s],
  ["NotInBook", /^asset (?<asset>.*?) is not in this book$/s],
  ["DuplicateFeeder", /^feeder (?<feeder>.*?) stands there twice$/s],
  ["NotHalted", /^`(?<asset>.*?)` is not halted \(frozen\)$/s],
  ["NothingPending", /^no price of `(?<asset>.*?)` is pending$/s],
  ["TooManyAssets", /^there are (?<max>.*?) assets already$/s],
  ["TooLarge", /^the rate is above 3\.4e20$/s],
  ["NothingSupplied", /^nothing is supplied by (?<mode>.*?)$/s],
  ["AsksNobody", /^this source asks nobody$/s],
  ["Paused", /^(?<action>.*?) of `(?<asset>.*?)` is paused until (?<end>.*?)$/s],
  ["UnknownAsset", /^asset `(?<asset>.*?)` is not listed$/s],
  ["NotBorrowable", /^`(?<asset>.*?)` cannot be borrowed$/s],
  ["OwesNothing", /^account (?<account>.*?) owes nothing$/s],
  ["Refused", /^the source answered: (?<error>.*?)$/s],
  ["LimitError", /^(?<field>.*?): found (?<found>.*?), allowed is (?<allowed>.*?)$/s],
  ["Zero", /^a price of 0 is none$/s],
  ["NotUnderWay", /^no ramp is under way$/s],
  ["NoFeeders", /^there are no feeders$/s],
  ["UnknownGroup", /^there is no group `(?<name>.*?)`$/s],
  ["NotAnAddress", /^`(?<found>.*?)` is no address: (?<reason>.*?)$/s],
  ["Unreadable", /^(?<field>.*?) `(?<found>.*?)` is no number; (?<allowed>.*?)$/s],
  ["DivisionByZero", /^division by zero$/s],
  ["NothingOwed", /^nothing is owed$/s],
  ["UnknownFeeder", /^(?<feeder>.*?) is no feeder$/s],
  ["NotADecimal", /^`(?<found>.*?)` is not (?<wanted>.*?)$/s],
  ["Asset", /^`(?<name>.*?)`: (?<error>.*?)$/s],
];
