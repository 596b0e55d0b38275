// Written by scripts/generate.mjs out of the contracts' sources. Do not edit.

/** Why a message was refused, with what the refusal names. */
export type Reason =
  | { kind: "AlreadyListed"; asset: string }
  | { kind: "AmountTooLarge" }
  | { kind: "Asset"; name: string; error: string }
  | { kind: "BatchSize"; most: string; found: string }
  | { kind: "BelowGroupStress"; asset: string; stress: string }
  | { kind: "BeyondStep"; field: string; asked: string; step: string; from: string }
  | { kind: "BorrowTooLarge"; asked: string; asset: string; surplus: string; max_borrow: string }
  | { kind: "BothChange" }
  | { kind: "CapReached"; cap: string; asset: string; asked: string; allowed: string; room: string }
  | { kind: "Corrupt"; record: string }
  | { kind: "DebtTooSmall"; found: string; minimum: string; at_least: string }
  | { kind: "DivisionByZero" }
  | { kind: "DuplicateFeeder"; feeder: string }
  | { kind: "Entry"; row: string; column: string; found: string }
  | { kind: "FeederCount"; found: string }
  | { kind: "Fixed"; asset: string; field: string }
  | { kind: "ForeignPosition"; account: string }
  | { kind: "FromTheFuture"; asset: string; found: string; latest: string }
  | { kind: "GroupCount"; found: string }
  | { kind: "GroupsMoved"; name: string }
  | { kind: "Healthy" }
  | { kind: "InsufficientCash"; asked: string; asset?: string; available: string; instead?: string }
  | { kind: "InsufficientSupply"; asked: string; asset: string; found: string; mode: string }
  | { kind: "LeavesDust"; full: string }
  | { kind: "Name"; name: string }
  | { kind: "NeedsPrice"; asset: string }
  | { kind: "NoDebt"; account: string; asset: string }
  | { kind: "NoRamp" }
  | { kind: "NotADecimal"; found: string; decimals: string }
  | { kind: "NotAvailable"; what: string }
  | { kind: "NotBeyondRescue"; account: string; most: string }
  | { kind: "NotBorrowable"; name?: string; asset?: string }
  | { kind: "NotInBook"; asset: string }
  | { kind: "NotOurHook"; reason: string }
  | { kind: "NotPositiveSemiDefinite"; group: string }
  | { kind: "NotSafer"; field: string }
  | { kind: "NotSeeded"; asset: string }
  | { kind: "NothingHeld"; asset: string }
  | { kind: "NothingMoved" }
  | { kind: "NothingOwed"; asset: string }
  | { kind: "NothingPending"; asset: string }
  | { kind: "NothingToSeize"; account: string; asset: string }
  | { kind: "OutOfRange"; field: string; found: string; allowed: string }
  | { kind: "OwnersOnly"; field: string }
  | { kind: "PauseTooLong"; latest: string; again_at: string }
  | { kind: "Paused"; action: string; asset: string; until: string }
  | { kind: "PriceNotUsable"; asset: string; status: string }
  | { kind: "PriceOutOfBounds"; asset: string; found: string; above: string; below: string }
  | { kind: "RampInProgress"; ends_at: string }
  | { kind: "ReceivedTooLittle"; found: string; asked: string }
  | { kind: "RenounceRefused" }
  | { kind: "ScenarioCount"; found: string }
  | { kind: "SelfLiquidation" }
  | { kind: "Shape"; expected: string }
  | { kind: "SourceTooFar"; found: string; asset: string; present: string }
  | { kind: "TooManyAssets"; found?: string; most?: string }
  | { kind: "TooManyPositions" }
  | { kind: "TooManyRedirections"; ends_at: string }
  | { kind: "TooSmall"; quorum?: string; feeders?: string; faults?: string; minimum?: string; at_least?: string }
  | { kind: "TooSoon"; again_at: string }
  | { kind: "Unauthorized"; needed: string; found: string }
  | { kind: "UnexpectedFunds"; found?: string }
  | { kind: "UnknownAsset"; asset?: string; name?: string }
  | { kind: "UnknownGroup"; name: string }
  | { kind: "WithdrawTooLarge"; asked: string; asset: string; surplus: string; max_withdraw: string }
  | { kind: "WouldNotHeal"; better?: string }
  | { kind: "WrongContract"; found: string; expected: string }
  | { kind: "WrongFunds"; found: string }
  | { kind: "WrongPrices"; found: string; asked: string }
  | { kind: "ZeroAmount" };

/** The most specific first. */
export const patterns: readonly (readonly [Reason["kind"], RegExp])[] = [
  ["BelowGroupStress", /^(?<asset>.*?) needs a stress of at least (?<stress>.*?), its group's, on both sides: liquidation_threshold at most 1 - .*?, borrow_weight at least 1 \+ .*?$/s],
  ["ForeignPosition", /^a deposit for somebody else opens no new position in an account that has any; deposit an asset that (?<account>.*?) holds already$/s],
  ["Name", /^the group or scenario `(?<name>.*?)` stands there twice, or has no name of 1 to 32 bytes without line breaks and outer spaces$/s],
  ["Entry", /^correlation of (?<row>.*?) and (?<column>.*?): found (?<found>.*?), allowed is -1 to 1 with at most 4 decimals, 1 on the diagonal, the same both ways$/s],
  ["NotPositiveSemiDefinite", /^the matrix is not positive semi-definite: `(?<group>.*?)` cannot move like that together with the groups before it$/s],
  ["SourceTooFar", /^the new source says (?<found>.*?), the present price of `(?<asset>.*?)` is (?<present>.*?); a difference of more than 5 % needs the override$/s],
  ["NotBeyondRescue", /^account (?<account>.*?) is healthy, owes nothing, or has more than (?<most>.*?) USD of collateral left; liquidate it instead$/s],
  ["TooSmall", /^a quorum of (?<quorum>.*?) of (?<feeders>.*?) feeders cannot tolerate (?<faults>.*?) liars; it takes 2 \* faults \+ 1 <= quorum <= feeders$/s],
  ["WouldNotHeal", /^seizing this collateral for this debt would not raise the health factor; name another pair$/s],
  ["BothChange", /^stresses and the matrix \(with its credit and margin\) cannot move in one ramp; send two$/s],
  ["NotOurHook", /^the hook message is not understood: (?<reason>.*?); send deposit, repay, liquidate or liquidate_many$/s],
  ["PauseTooLong", /^the guardian may pause this until (?<latest>.*?), and anew from (?<again_at>.*?); only the owner may pause longer$/s],
  ["NothingMoved", /^the repayment or the seizure would be zero; repay more, or name another collateral$/s],
  ["GroupsMoved", /^groups keep their names and order; new ones are added at the end; `(?<name>.*?)` was expected$/s],
  ["NothingMoved", /^the amount is too small to move a single share or unit of debt; use a larger one$/s],
  ["NotSafer", /^the guardian may only set collateral_factor to 0 and lower caps; (?<field>.*?) is the owner's$/s],
  ["Healthy", /^the account is healthy; only one with a health factor below 1 can be liquidated$/s],
  ["NotADecimal", /^`(?<found>.*?)` is not a decimal number with at most (?<decimals>.*?) decimals in its range, such as `0\.75`$/s],
  ["NothingHeld", /^the account holds nothing of asset (?<asset>.*?) that has a price; name another collateral$/s],
  ["WithdrawTooLarge", /^withdrawing (?<asked>.*?) of `(?<asset>.*?)` would leave a surplus of (?<surplus>.*?) USD; at most (?<max_withdraw>.*?) can be withdrawn$/s],
  ["BorrowTooLarge", /^borrowing (?<asked>.*?) of `(?<asset>.*?)` would leave a surplus of (?<surplus>.*?) USD; at most (?<max_borrow>.*?) can be borrowed$/s],
  ["WouldNotHeal", /^seizing this collateral for this debt would not raise the health factor(?<better>.*?)$/s],
  ["TooManyPositions", /^the account holds .*? assets already; close one or use another sub-account$/s],
  ["NothingToSeize", /^account (?<account>.*?) holds nothing of `(?<asset>.*?)` that has a price; name another collateral$/s],
  ["SelfLiquidation", /^an account cannot liquidate itself; pay from another account, or repay$/s],
  ["LeavesDust", /^the rest of the debt would be below the minimum; repay (?<full>.*?), which ends it$/s],
  ["DebtTooSmall", /^a debt of (?<found>.*?) USD is below the minimum of (?<minimum>.*?) USD; borrow at least (?<at_least>.*?) in all$/s],
  ["NeedsPrice", /^the price of `(?<asset>.*?)` is missing; an asset needs one before it can count$/s],
  ["TooManyAssets", /^(?<found>.*?) assets are held, owed or asked about; at most .*? and two more fit$/s],
  ["AmountTooLarge", /^amount too large: the result does not fit; use a smaller amount$/s],
  ["InsufficientSupply", /^asked for (?<asked>.*?) of `(?<asset>.*?)`, the account has (?<found>.*?) (?<mode>.*?); ask for no more than that$/s],
  ["NotSeeded", /^`(?<asset>.*?)` takes no deposits before the owner has lent the first one$/s],
  ["InsufficientCash", /^asked for (?<asked>.*?) of `(?<asset>.*?)`, found (?<available>.*?) lendable; ask for no more than that(?<instead>.*?)$/s],
  ["NothingOwed", /^the account owes nothing of asset (?<asset>.*?); name a debt that it has$/s],
  ["TooManyRedirections", /^the ramp has been redirected .*? times already; let it end at (?<ends_at>.*?)$/s],
  ["TooSmall", /^the repayment is below the minimum of (?<minimum>.*?) USD; repay at least (?<at_least>.*?)$/s],
  ["PriceOutOfBounds", /^price of `(?<asset>.*?)`: found (?<found>.*?), believed are prices above (?<above>.*?) and below (?<below>.*?)$/s],
  ["TooManyAssets", /^a book holds at most .*? assets besides the one asked about$/s],
  ["PriceNotUsable", /^the price of asset (?<asset>.*?) is (?<status>.*?); a fresh one is needed for this$/s],
  ["BeyondStep", /^(?<field>.*?): asked for (?<asked>.*?), the steward may go at most (?<step>.*?) from (?<from>.*?) at once$/s],
  ["InsufficientCash", /^asked for (?<asked>.*?), found (?<available>.*?) lendable; ask for no more than that$/s],
  ["RampInProgress", /^a ramp is in progress until (?<ends_at>.*?); wait, or stop it first$/s],
  ["RenounceRefused", /^ownership cannot be renounced; hand it over instead$/s],
  ["PriceNotUsable", /^the price of `(?<asset>.*?)` is (?<status>.*?); a fresh one is needed for this$/s],
  ["CapReached", /^(?<cap>.*?) of `(?<asset>.*?)`: asked to reach (?<asked>.*?), allowed is (?<allowed>.*?); at most (?<room>.*?) more$/s],
  ["ReceivedTooLittle", /^the liquidator would receive (?<found>.*?), asked for at least (?<asked>.*?)$/s],
  ["TooSoon", /^the steward changed this asset recently; again at (?<again_at>.*?)$/s],
  ["NotBorrowable", /^`(?<name>.*?)` is owed and has no borrow_weight; give it one$/s],
  ["FromTheFuture", /^report of `(?<asset>.*?)` is of (?<found>.*?), at most (?<latest>.*?) is accepted now$/s],
  ["OwnersOnly", /^(?<field>.*?) is the owner's to change, not the steward's$/s],
  ["TooManyAssets", /^(?<most>.*?) assets are listed, and ids are never reused$/s],
  ["UnknownAsset", /^asset `(?<asset>.*?)` has no price source; set one first$/s],
  ["Fixed", /^`(?<asset>.*?)` has deposits or debt: its (?<field>.*?) is fixed$/s],
  ["ScenarioCount", /^found (?<found>.*?) scenarios, allowed are at most .*?$/s],
  ["Shape", /^the matrix must have (?<expected>.*?) rows of .*? entries$/s],
  ["WrongPrices", /^the oracle answered (?<found>.*?) prices to (?<asked>.*?) assets$/s],
  ["BatchSize", /^a message holds 1 to (?<most>.*?) entries; found (?<found>.*?)$/s],
  ["UnexpectedFunds", /^this message takes no funds; found (?<found>.*?)$/s],
  ["FeederCount", /^found (?<found>.*?) feeders, allowed are 1 to .*?$/s],
  ["Unauthorized", /^only (?<needed>.*?) may do this; the sender is (?<found>.*?)$/s],
  ["UnknownAsset", /^there is no asset `(?<name>.*?)` in this book$/s],
  ["NotAvailable", /^(?<what>.*?) is not available in this version$/s],
  ["GroupCount", /^found (?<found>.*?) groups, allowed are 1 to .*?$/s],
  ["BatchSize", /^found (?<found>.*?) items, allowed are 1 to (?<most>.*?)$/s],
  ["Corrupt", /^stored record `(?<record>.*?)` cannot be read$/s],
  ["WrongContract", /^cannot migrate from (?<found>.*?); this is (?<expected>.*?)$/s],
  ["WrongFunds", /^send exactly one coin; found (?<found>.*?)$/s],
  ["ZeroAmount", /^the amount must be above zero$/s],
  ["NoDebt", /^account (?<account>.*?) owes nothing of `(?<asset>.*?)`$/s],
  ["UnexpectedFunds", /^this message takes no funds$/s],
  ["AlreadyListed", /^asset `(?<asset>.*?)` is listed already$/s],
  ["NotInBook", /^asset (?<asset>.*?) is not in this book$/s],
  ["DuplicateFeeder", /^feeder (?<feeder>.*?) stands there twice$/s],
  ["NothingPending", /^no price of `(?<asset>.*?)` is pending$/s],
  ["Paused", /^(?<action>.*?) of `(?<asset>.*?)` is paused until (?<until>.*?)$/s],
  ["UnknownAsset", /^asset `(?<asset>.*?)` is not listed$/s],
  ["NoRamp", /^no ramp is in progress$/s],
  ["NotBorrowable", /^`(?<asset>.*?)` cannot be borrowed$/s],
  ["OutOfRange", /^(?<field>.*?): found (?<found>.*?), allowed is (?<allowed>.*?)$/s],
  ["UnknownGroup", /^there is no group `(?<name>.*?)`$/s],
  ["DivisionByZero", /^division by zero$/s],
  ["Asset", /^`(?<name>.*?)`: (?<error>.*?)$/s],
];
