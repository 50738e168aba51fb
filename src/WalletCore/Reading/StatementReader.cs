using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Statements: an account's entries with balances before and after, filtered, page by page.</summary>
internal sealed class StatementReader(LedgerContext ledger, IWalletStore store)
{
    public async ValueTask<Page<StatementLine>> GetAsync(StatementQuery query, CancellationToken cancellationToken)
    {
        PageSize.ThrowUnlessFits(query.PageSize);

        // A history only grows, so that pages and chunks of pages fit together without a snapshot.
        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var account = query.Wallet is { } wallet
                ? await session.FindAccountAsync(wallet, query.Currency, cancellationToken).ConfigureAwait(false)
                : await session.FindSystemAccountAsync(query.SystemCode!, query.Currency, cancellationToken).ConfigureAwait(false);

            // The account counts among the conditions, as a number or an owner may come to name another wallet between two pages.
            var cursors = CursorsOf(query, account?.Account.Ordinal ?? 0);
            var start = cursors.Read(query.Cursor, 0);
            return account is { Balance.EntryCount: > 0 } facts
                ? await ReadAsync(session.Reader, query, facts, cursors, start, cancellationToken).ConfigureAwait(false)
                : Page<StatementLine>.Empty;
        }
    }

    private async ValueTask<Page<StatementLine>> ReadAsync(
        IWalletReader reader, StatementQuery query, AccountFacts account, Cursor cursors, long start, CancellationToken cancellationToken)
    {
        var rules = (await reader.ListRulesAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(rule => rule.Ordinal);
        var filter = new StatementFilter(query, rules.Values);
        if (filter.PassesNone)
        {
            return Page<StatementLine>.Empty;
        }

        var (first, last) = await RangeAsync(reader, query, account, cancellationToken).ConfigureAwait(false);
        var descending = query.Order == StatementOrder.NewestFirst;
        if (start > 0)
        {
            (first, last) = descending ? (first, Math.Min(last, start)) : (Math.Max(first, start), last);
        }

        var scan = new EntryScan(reader, account.Account.Ordinal, filter, descending, first, last);
        var accounts = new AccountDirectory(ledger);
        var lines = new List<StatementLine>();
        while (lines.Count < query.PageSize && !scan.IsAtEnd)
        {
            var chunk = await scan.ReadAsync(query.PageSize - lines.Count, StatementQuery.EntriesPerPageMax, cancellationToken).ConfigureAwait(false);
            if (chunk.Count == 0)
            {
                break;
            }

            var passed = chunk.Where(entry => filter.Passes(entry.Transaction)).ToList();
            if (!filter.NeedsCounterparty && passed.Count > query.PageSize - lines.Count)
            {
                passed.RemoveRange(query.PageSize - lines.Count, passed.Count - (query.PageSize - lines.Count));
            }

            await accounts.LoadAccountsAsync(reader, passed.Select(entry => entry.Posting), cancellationToken).ConfigureAwait(false);
            foreach (var entry in passed)
            {
                var counterparty = accounts.CounterpartyOf(entry);
                if (!filter.PassesText(entry.Transaction, counterparty))
                {
                    continue;
                }

                lines.Add(Line(entry, accounts[account.Account.Ordinal], rules[entry.Transaction.Rule].Name, counterparty));
                if (lines.Count == query.PageSize)
                {
                    scan.ContinueAfter(entry.Number);
                    break;
                }
            }
        }

        return new Page<StatementLine> { Items = lines, NextCursor = scan.IsAtEnd ? null : cursors.Write(scan.Next) };
    }

    /// <summary>The numbers of the first and last entry of the time range.</summary>
    private static async ValueTask<(long First, long Last)> RangeAsync(
        IWalletReader reader, StatementQuery query, AccountFacts account, CancellationToken cancellationToken)
    {
        var first = 1L;
        var last = account.Balance.EntryCount;
        if (query.RecordedFrom is { } from)
        {
            first += await EntryHistory.CountRecordedByAsync(reader, account.Account.Ordinal, Ceiling(from) - 1, cancellationToken).ConfigureAwait(false);
        }

        if (query.RecordedTo is { } to)
        {
            var count = await EntryHistory.CountRecordedByAsync(reader, account.Account.Ordinal, Ceiling(to) - 1, cancellationToken).ConfigureAwait(false);
            last = Math.Min(last, count);
        }

        return (first, last);
    }

    /// <summary>The first whole microsecond that is not before the time.</summary>
    private static long Ceiling(DateTimeOffset time)
    {
        var micros = MicroTime.FromDateTimeOffset(time);
        return MicroTime.ToDateTimeOffset(micros) < time ? micros + 1 : micros;
    }

    private StatementLine Line(in EntryFacts facts, KnownAccount account, string type, Counterparty? counterparty)
    {
        var header = facts.Transaction;
        var entry = Entries.Of(facts.Posting, facts.Side, account.Identity, account.Class);
        return new StatementLine
        {
            Number = facts.Number,
            TransactionId = ledger.Mint.Transaction(header.Sequence, header.RecordedAt),
            Sequence = header.Sequence,
            Type = type,
            RecordedAt = MicroTime.ToDateTimeOffset(header.RecordedAt),
            BusinessDate = MicroTime.ToDate(header.BusinessDay),
            Side = entry.Side,
            Pocket = entry.Pocket,
            Role = entry.Role,
            Amount = entry.Amount,
            Change = entry.Change,
            AvailableAfter = entry.AvailableAfter,
            FrozenAfter = entry.FrozenAfter,
            IsPocketMove = facts.Posting.DebitAccount == facts.Posting.CreditAccount,
            Counterparty = counterparty,
            Reference = header.Reference,
            Description = header.Notes?.Description,
        };
    }

    private Cursor CursorsOf(StatementQuery query, long account)
    {
        var cursor = new Cursor(ledger.Id, "statement")
            .Of(query.Wallet).Of(query.SystemCode).Of(query.Currency.Code).Of(account).Of((long)query.Order)
            .Of(query.RecordedFrom?.UtcTicks).Of(query.RecordedTo?.UtcTicks)
            .Of(query.BusinessFrom?.DayNumber).Of(query.BusinessTo?.DayNumber)
            .Of(query.Reference).Of(query.Text).Of(query.Types?.Count);
        foreach (var type in query.Types?.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
        {
            cursor.Of(type);
        }

        return cursor;
    }
}
