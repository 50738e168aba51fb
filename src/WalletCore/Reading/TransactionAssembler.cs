using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Turns stored transactions into what a host reads, a batch at a time. What it looked up for one batch it remembers for the next, as the journal
/// never changes.
/// </summary>
internal sealed class TransactionAssembler(LedgerContext ledger)
{
    private readonly AccountDirectory _accounts = new(ledger);
    private readonly Dictionary<int, RuleRow> _rules = [];

    public ValueTask<Transaction[]> AssembleAsync(
        IWalletReader reader, IReadOnlyList<TransactionFacts> transactions, CancellationToken cancellationToken) =>
        UnreadableBooks.GuardAsync(AssembleAllAsync(reader, transactions, cancellationToken));

    private async ValueTask<Transaction[]> AssembleAllAsync(
        IWalletReader reader, IReadOnlyList<TransactionFacts> transactions, CancellationToken cancellationToken)
    {
        if (transactions.Count == 0)
        {
            return [];
        }

        await LoadRulesAsync(reader, transactions, cancellationToken).ConfigureAwait(false);
        await _accounts.LoadAccountsAsync(reader, transactions.SelectMany(facts => facts.Postings), cancellationToken).ConfigureAwait(false);
        await _accounts.LoadWalletsAsync(reader, transactions.Select(facts => facts.Header.Wallet), cancellationToken).ConfigureAwait(false);
        var times = await FindTimesAsync(reader, transactions, cancellationToken).ConfigureAwait(false);
        return [.. transactions.Select(facts => Assemble(facts, times))];
    }

    private async ValueTask LoadRulesAsync(IWalletReader reader, IReadOnlyList<TransactionFacts> transactions, CancellationToken cancellationToken)
    {
        if (transactions.Any(facts => !_rules.ContainsKey(facts.Header.Rule)))
        {
            foreach (var rule in await reader.ListRulesAsync(cancellationToken).ConfigureAwait(false))
            {
                _rules[rule.Ordinal] = rule;
            }
        }
    }

    /// <summary>
    /// When the transactions that these refer to were recorded, by sequence: originals, and those that made a freeze record. Their ids carry it.
    /// </summary>
    private static async ValueTask<Dictionary<long, long>> FindTimesAsync(
        IWalletReader reader, IReadOnlyList<TransactionFacts> transactions, CancellationToken cancellationToken)
    {
        var times = transactions.ToDictionary(facts => facts.Header.Sequence, facts => facts.Header.RecordedAt);
        var wanted = new Dictionary<long, long>();
        foreach (var facts in transactions)
        {
            Want(facts.Header.Original, facts.Header.Sequence);
            Want(facts.Header.Freeze, facts.Header.Sequence);
        }

        if (wanted.Count > 0)
        {
            foreach (var found in await reader.FindTransactionsAsync(wanted.Keys, cancellationToken).ConfigureAwait(false))
            {
                times[found.Header.Sequence] = found.Header.RecordedAt;
                wanted.Remove(found.Header.Sequence);
            }
        }

        foreach (var (missing, by) in wanted)
        {
            throw new LedgerIntegrityException($"Transaction {by} refers to transaction {missing}, which is not in the journal.");
        }

        return times;

        void Want(long sequence, long by)
        {
            if (sequence != 0 && !times.ContainsKey(sequence))
            {
                wanted.TryAdd(sequence, by);
            }
        }
    }

    private Transaction Assemble(TransactionFacts facts, Dictionary<long, long> times)
    {
        var header = facts.Header;
        var notes = header.Notes;
        var rule = _rules[header.Rule];
        return new Transaction
        {
            Id = ledger.Mint.Transaction(header.Sequence, header.RecordedAt),
            Sequence = header.Sequence,
            Type = rule.Name,
            RuleVersion = rule.Version,
            RecordedAt = MicroTime.ToDateTimeOffset(header.RecordedAt),
            BusinessDate = MicroTime.ToDate(header.BusinessDay),
            Amount = AmountOf(facts),
            Key = header.Key,
            Reference = header.Reference,
            OriginalId = header.Original == 0 ? null : ledger.Mint.Transaction(header.Original, times[header.Original]),
            FreezeId = header.Freeze == 0 ? null : ledger.Mint.Freeze(header.Freeze, times[header.Freeze]),
            WalletId = header.Wallet == 0 ? null : _accounts.WalletId(header.Wallet),
            Description = notes?.Description,
            Channel = notes?.Channel,
            CorrelationId = notes?.CorrelationId,
            Reason = notes?.Reason,
            Actor = notes?.ActorId is { } actor ? new Actor(actor, notes.ActorRoles?.Split(',') ?? []) : null,
            Metadata = Metadata.FromJson(notes?.Metadata),
            Entries = [.. facts.Postings.SelectMany(EntriesOf)],
        };
    }

    private Entry[] EntriesOf(PostingRow posting)
    {
        var debit = _accounts[posting.DebitAccount];
        var credit = _accounts[posting.CreditAccount];
        return
        [
            Entries.Of(posting, Side.Debit, debit.Identity, debit.Class),
            Entries.Of(posting, Side.Credit, credit.Identity, credit.Class),
        ];
    }

    /// <summary>The principal amount in the currency as its accounts keep it; as the host registers it where no posting is in it.</summary>
    private Money? AmountOf(TransactionFacts facts)
    {
        if (facts.Header.Currency is not { } code)
        {
            return null;
        }

        foreach (var posting in facts.Postings)
        {
            if (_accounts[posting.DebitAccount].Identity.Currency is var currency && currency.Code == code)
            {
                return Money.FromMinor(facts.Header.AmountMinor, currency);
            }
        }

        return ledger.Options.Currencies.TryFromCode(code, out var registered) ? Money.FromMinor(facts.Header.AmountMinor, registered) : null;
    }
}
