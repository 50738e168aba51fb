using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Freeze records: each is what the journal last said of it, and the active ones of an account hold together what the account has frozen.
/// A settled record never changes again, so it is compared at once and forgotten; only active ones are kept in memory.
/// </summary>
internal sealed class FreezeCheck(AuditedBooks books) : JournalCheck
{
    private readonly Dictionary<long, (FreezeRow Row, long Sequence)> _active = [];
    private readonly List<(FreezeRow Row, long Sequence)> _settled = [];
    private long _made;
    private bool _isAfterHole;

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        if (header.Freeze != 0)
        {
            Follow(header);
        }

        foreach (ref readonly var posting in postings)
        {
            if (posting.DebitPocket == Pocket.Frozen)
            {
                CompareSum(posting.DebitAccount, header.Sequence);
            }

            if (posting.CreditPocket == Pocket.Frozen)
            {
                CompareSum(posting.CreditAccount, header.Sequence);
            }
        }
    }

    public override void Skip(long sequence) => _isAfterHole = true;

    public override async ValueTask AfterPageAsync(CancellationToken cancellationToken)
    {
        foreach (var (row, sequence) in _settled)
        {
            await CompareAsync(row, sequence, cancellationToken).ConfigureAwait(false);
        }

        _settled.Clear();
    }

    public override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        foreach (var (row, sequence) in _active.Values)
        {
            await CompareAsync(row, sequence, cancellationToken).ConfigureAwait(false);
        }

        foreach (var account in books.Accounts.Values)
        {
            CompareSum(account.Row.Ordinal, null);
        }

        await FindUnknownAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Follow(in TransactionRow header)
    {
        if (AfterImage.Read(header, books.Findings)?.Freeze is not { } row || row.Ordinal != header.Freeze)
        {
            books.Findings.Add(VerificationCode.ChangesWrong, header.Sequence, $"It concerns freeze record {header.Freeze} and does not say what became of it.");
            return;
        }

        if (row.Ordinal == header.Sequence)
        {
            _made++;
        }

        var before = _active.TryGetValue(row.Ordinal, out var known) ? known.Row.Remaining : Int128.Zero;
        if (books.FindAccount(row.Account) is { } account)
        {
            account.FrozenByRecords = unchecked(account.FrozenByRecords - before + row.Remaining);
        }

        if (row.Status == FreezeStatus.Active)
        {
            _active[row.Ordinal] = (row, header.Sequence);
        }
        else
        {
            _active.Remove(row.Ordinal);
            _settled.Add((row, header.Sequence));
        }
    }

    private void CompareSum(long ordinal, long? sequence)
    {
        if (books.FindAccount(ordinal) is { } account && account.Frozen != account.FrozenByRecords)
        {
            books.Findings.Add(
                VerificationCode.FrozenNotCovered, sequence, $"What account {ordinal} has frozen is not what its active freeze records hold.");
            account.FrozenByRecords = account.Frozen;
        }
    }

    private async ValueTask CompareAsync(FreezeRow expected, long sequence, CancellationToken cancellationToken)
    {
        var findings = books.Findings.Count;
        var stored = await books.TryAsync("freeze record", () => books.Reader.FindFreezeAsync(expected.Ordinal, cancellationToken), sequence).ConfigureAwait(false);
        if (stored != expected && books.Findings.Count == findings)
        {
            var what = stored is null ? "is missing" : "is not what this transaction, the last about it, says";
            books.Findings.Add(VerificationCode.FreezeWrong, sequence, $"Freeze record {expected.Ordinal} {what}.");
        }
    }

    private async ValueTask FindUnknownAsync(CancellationToken cancellationToken)
    {
        var stored = 0L;
        var isRead = await books.ForEachAsync(
            "freeze records", ListAsync, static row => row.Ordinal, _ => stored++).ConfigureAwait(false);
        if (!isRead || stored == _made || _isAfterHole)
        {
            return;
        }

        // Some row is too much; which one, the journal is asked row by row.
        var rows = new List<long>();
        await books.ForEachAsync("freeze records", ListAsync, static row => row.Ordinal, row => rows.Add(row.Ordinal)).ConfigureAwait(false);
        foreach (var ordinal in rows)
        {
            var maker = await books.TryAsync("transaction", () => books.Reader.FindTransactionAsync(ordinal, cancellationToken), ordinal).ConfigureAwait(false);
            if (maker?.Header.Freeze != ordinal)
            {
                books.Findings.Add(VerificationCode.FreezeUnknown, null, $"No transaction made freeze record {ordinal}.");
            }
        }

        ValueTask<IReadOnlyList<FreezeRow>> ListAsync(long after, int limit) =>
            books.Reader.ListFreezesAsync(new FreezeFilter(), after, limit, cancellationToken);
    }
}
