namespace WalletCore.Testing;

/// <summary>
/// What a ledger does, situation by situation. Checks run in this order, and the first that fails names the code: shape of the command, idempotency
/// key, existence, state of wallet and record, policy and limits, funds. The same command in the same state gets the same answer on every store.
/// </summary>
public static class BehaviourRows
{
    /// <summary>All rows, by subject.</summary>
    public static IReadOnlyList<BehaviourRow> All { get; } =
    [
        new("amounts.not_positive", "zero or negative amount, any verb", "`amount_not_positive`, whatever the balance"),
        new("amounts.precision", "more decimals than the currency has", "`amount_precision_exceeded`; trailing zeros are fine; never rounded"),
        new("amounts.text", "text that is no number, `1e3`, thousands separators, other digits", "refused by the parser; invariant format only"),
        new("amounts.unknown_currency", "a currency that is neither ISO 4217 nor registered", "`currency_not_supported`"),
        new("amounts.other_currency", "the wallet has no account in that currency", "`currency_mismatch`; for a zero amount `amount_not_positive` comes first, and nothing is skipped"),
        new("amounts.overflow", "an amount or a resulting balance past the range", "`amount_overflow`, nothing written"),
        new("amounts.split", "percentage fee, split", "largest remainder; the parts add up to the whole; no part of the opposite sign"),

        new("movements.same_wallet", "to the same account", "`same_wallet`"),
        new("movements.unknown_wallet", "a wallet that is unknown, or of another ledger", "`wallet_not_found` for both: existence does not leak"),
        new("movements.insufficient", "more than available (and credit limit)", "`insufficient_funds` with available, requested, shortfall, frozen, credit limit"),
        new("movements.credit_limit", "exactly at the credit limit; one unit more", "posts; `insufficient_funds`"),
        new("movements.beyond_lowered_limit", "credit to a wallet already beyond a lowered limit", "posts: limits stop moves that go further out, not moves back"),
        new("movements.max_balance", "above a maximum balance", "`max_balance_exceeded`; a refund passes"),
        new("movements.batch_atomic", "a batch, all or nothing", "decided in order, each sees the ones before; one refusal undoes all and names its index"),
        new("movements.batch_independent", "a batch, independent", "each command its own outcome, in order"),
        new("movements.references", "the host's references", "stored, searchable, not unique unless the host says so"),
        new("movements.limits", "more than a smallest amount, a day or a month allows", "`amount_below_minimum`, `limit_exceeded`; the window is a calendar day or month in the policy's zone"),
        new("movements.allow_list", "a payer whom the rule does not let pay this payee", "`payment_not_allowed`"),
        new("movements.disabled", "an operation that is switched off for the application", "`operation_disabled`"),

        new("keys.same_command", "same key, same command", "the first answer again, marked as replayed, with the balances of that time, before any state check"),
        new("keys.other_command", "same key, other command or other field", "`idempotency_conflict`, naming the fields that differ"),
        new("keys.refused_by_state", "the first answer was a refusal that depends on state", "the same refusal again; a host can choose refusals that may be tried again"),
        new("keys.refused_by_shape", "refused for its shape", "not kept under the key"),
        new("keys.at_once", "twice in one batch, or at once from many callers", "one posts, all get the same answer"),
        new("keys.none", "no key", "allowed; nothing is deduplicated"),
        new("keys.malformed", "a key of over 200 characters, empty, with control characters", "`field_invalid`"),
        new("keys.retention", "a key after a long time", "kept for ever; a policy can expire keys"),

        new("refunds.no_amount", "a refund without an amount", "all that is still refundable"),
        new("refunds.exceeds", "refunds of more than the original", "`refund_exceeds_remaining` with original, refunded, remaining"),
        new("refunds.nothing_left", "nothing left", "`already_refunded`"),
        new("refunds.at_once", "two at once, 60 and 60 of 100", "exactly one posts"),
        new("refunds.not_refundable", "of a refund, a freeze, an event, a cancelled transaction", "`not_refundable`"),
        new("refunds.unknown", "an original that is unknown, or of another owner than stated", "`transaction_not_found`"),
        new("refunds.receiver_spent", "the receiver no longer has the money", "`insufficient_funds`; a policy may allow the overdraft or name another account that pays"),
        new("refunds.payer_stopped", "to a wallet that is frozen for debits, for credits, or closed", "posts; `wallet_frozen`; `wallet_closed`, unless another wallet of the same owner is named"),
        new("refunds.fees", "fees of the original", "by the rule's terms: proportional (after a full refund all are back), kept, or in full"),
        new("refunds.window_and_count", "too late, too often", "`refund_window_expired`, `refund_count_exceeded`"),
        new("refunds.cancel", "cancelling", "the whole original reversed once, only if nothing of it was refunded: else `not_cancellable`"),
        new("refunds.residual", "residual refund of a prepaid wallet", "pays out what is available; `nothing_to_refund`, `wallet_not_prepaid`, `permission_denied`; frozen money stays"),
        new("refunds.ask", "asking before refunding", "the refundable amount of a transaction can be read"),

        new("freezes.more_than_available", "freezing more than available", "`insufficient_funds`"),
        new("freezes.settled", "releasing, capturing or extending one that is settled", "`freeze_not_active` with its status; the same key is a replay"),
        new("freezes.exceeds", "releasing or capturing more than remains", "`release_exceeds_remaining`, `capture_exceeds_remaining`"),
        new("freezes.partial_capture", "capturing a part", "declared when freezing: once (the rest is released) or several times (the rest stays)"),
        new("freezes.expiry", "its time has come", "expired from that instant on, even if no sweep ran; released exactly once"),
        new("freezes.raise_extend", "raising, extending", "verbs of their own, with the checks of a new freeze"),
        new("freezes.batch", "releasing many at once", "an outcome for each, and counts"),
        new("freezes.pocket", "released money", "returns to where it came from"),

        new("life.open_twice", "opening the same owner, application, label and currency twice, also at once", "the same wallet, already open"),
        new("life.restrictions", "frozen for debits, credits or both, for several reasons", "each stops its side; the wallet thaws when the last reason is lifted"),
        new("life.close", "closing with money; with active freezes", "`wallet_not_empty`; `wallet_has_freezes`"),
        new("life.closed", "a movement on a closed wallet", "`wallet_closed`; reopening is a verb of its own"),
        new("life.kinds", "spending more than there is", "postpaid down to the credit limit, prepaid never below zero"),
        new("life.permissions", "a verb that needs a role", "`permission_denied` without it"),

        new("time.clock_backwards", "the clock goes backwards", "recorded time never does within a ledger"),
        new("time.business_date", "a business date", "any that the policy allows, else `business_date_not_allowed`; the balance at a time can be asked by both times"),
        new("time.cancellation", "cancellation", "before commit: nothing happened; after it started: the commit decides"),
        new("storage.faults", "the store is busy, loses the connection, fails", "retried within a bound, else a `WalletStoreException`; after an unknown outcome the engine looks; nothing is half done"),
        new("storage.killed", "the process is killed", "on reopening every acknowledged command is there, no other half, and verification is clean"),
        new("storage.restart", "the ledger is closed and opened again", "everything is as it was, keys included"),
        new("storage.processes", "several processes have the ledger open", "one history: each sees what the others did before it decides"),
        new("storage.verification", "the books are verified", "clean, and what was changed behind the library's back is named"),
    ];
}
