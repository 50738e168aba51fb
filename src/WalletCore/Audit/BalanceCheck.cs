using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Balances: every entry points back at its account's entry before, the balances after it are what the entries add up to, and so are the
/// stored ones at the end. After a wrong balance it goes on from the stored one, so that one change is one finding.
/// </summary>
internal sealed class BalanceCheck(AuditedBooks books, WaypointCheck waypoints) : JournalCheck
{
    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        foreach (ref readonly var posting in postings)
        {
            var debit = books.FindAccount(posting.DebitAccount);
            var credit = books.FindAccount(posting.CreditAccount);
            if (debit is not null)
            {
                Apply(debit, Side.Debit, posting.DebitPocket, posting, posting.DebitPrevious, header);
            }

            if (credit is not null)
            {
                Apply(credit, Side.Credit, posting.CreditPocket, posting, posting.CreditPrevious, header);
            }

            // Only now: where both entries are on one account, both are in its balances after.
            if (debit is not null)
            {
                Compare(debit, posting.DebitAvailable, posting.DebitFrozen, posting, header.Sequence);
            }

            if (credit is not null && credit != debit)
            {
                Compare(credit, posting.CreditAvailable, posting.CreditFrozen, posting, header.Sequence);
            }
            else if (credit is not null && (posting.CreditAvailable != posting.DebitAvailable || posting.CreditFrozen != posting.DebitFrozen))
            {
                books.Findings.Add(VerificationCode.RunningBalanceWrong, header.Sequence, $"Posting {posting.Ordinal} gives account {credit.Row.Ordinal} two balances.");
            }
        }
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken)
    {
        foreach (var account in books.Accounts.Values)
        {
            var stored = account.Stored;
            if (stored.Available != account.Available || stored.Frozen != account.Frozen)
            {
                Wrong(account, "balance is not what its entries add up to");
            }

            if (stored.EntryCount != account.EntryCount || stored.LastEntry != account.LastEntry)
            {
                Wrong(account, $"has {account.EntryCount} entries, the last {account.LastEntry}; its balance row says {stored.EntryCount}, and {stored.LastEntry}");
            }
            else if (stored.EntryCount % WaypointRow.Interval != 0
                && (stored.BusinessDayMin != account.BusinessDayMin || stored.BusinessDayMax != account.BusinessDayMax))
            {
                Wrong(account, "business days since its last waypoint are not those of its entries");
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Apply(AuditedAccount account, Side side, Pocket pocket, in PostingRow posting, long previous, in TransactionRow header)
    {
        if (previous != account.LastEntry)
        {
            books.Findings.Add(
                VerificationCode.EntryLinkWrong,
                header.Sequence,
                $"An entry of account {account.Row.Ordinal} in posting {posting.Ordinal} points back at {previous}; its entry before is {account.LastEntry}.");
        }

        // Unchecked: what was tampered with may be any number.
        unchecked
        {
            var change = account.IsCreditNormal == (side == Side.Credit) ? posting.Amount : -posting.Amount;
            if (pocket == Pocket.Available)
            {
                account.Available += change;
            }
            else
            {
                account.Frozen += change;
            }

            account.LastEntry = (posting.Ordinal * 2) + (int)side;
        }

        var isFirstSinceWaypoint = account.EntryCount % WaypointRow.Interval == 0;
        account.EntryCount++;
        account.BusinessDayMin = isFirstSinceWaypoint ? header.BusinessDay : Math.Min(header.BusinessDay, account.BusinessDayMin);
        account.BusinessDayMax = isFirstSinceWaypoint ? header.BusinessDay : Math.Max(header.BusinessDay, account.BusinessDayMax);
        if (account.EntryCount % WaypointRow.Interval == 0)
        {
            waypoints.Expect(account, header);
        }
    }

    private void Compare(AuditedAccount account, Int128 available, Int128 frozen, in PostingRow posting, long sequence)
    {
        if (account.Available != available || account.Frozen != frozen)
        {
            books.Findings.Add(
                VerificationCode.RunningBalanceWrong,
                sequence,
                $"The balance of account {account.Row.Ordinal} after posting {posting.Ordinal} is not what its entries add up to.");
            account.Available = available;
            account.Frozen = frozen;
        }

        if (account.Frozen < 0)
        {
            books.Findings.Add(VerificationCode.FrozenNegative, sequence, $"Account {account.Row.Ordinal} has less than nothing frozen.");
        }
    }

    private void Wrong(AuditedAccount account, string what) =>
        books.Findings.Add(VerificationCode.BalanceWrong, null, $"Account {account.Row.Ordinal} {what}.");
}
