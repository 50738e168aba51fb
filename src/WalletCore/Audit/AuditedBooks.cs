using WalletCore.Storage;

namespace WalletCore;

/// <summary>The snapshot that is verified: its reader, its head, its accounts and rules, and what was found wrong.</summary>
internal sealed class AuditedBooks(IWalletReader reader, LedgerHead head, Findings findings)
{
    /// <summary>How many rows of state are read at a time.</summary>
    public const int PageLength = 1024;

    private readonly Dictionary<long, AuditedAccount> _accounts = [];

    public IWalletReader Reader { get; } = reader;

    public LedgerHead Head { get; } = head;

    public Findings Findings { get; } = findings;

    public IReadOnlyList<RuleRow> Rules { get; private set; } = [];

    public IReadOnlyDictionary<long, AuditedAccount> Accounts => _accounts;

    public AuditedAccount? FindAccount(long ordinal) => _accounts.GetValueOrDefault(ordinal);

    /// <summary>Reads the rules and accounts. False when they cannot be read: nothing can be derived then.</summary>
    public async ValueTask<bool> LoadAsync(CancellationToken cancellationToken)
    {
        Rules = await TryAsync("posting rules", () => Reader.ListRulesAsync(cancellationToken)).ConfigureAwait(false) ?? [];
        return await ForEachAsync(
            "accounts",
            (after, limit) => Reader.ListAccountsAsync(after, limit, cancellationToken),
            static facts => facts.Account.Ordinal,
            facts => _accounts[facts.Account.Ordinal] = new AuditedAccount(facts.Account, facts.Balance)).ConfigureAwait(false);
    }

    /// <summary>Reads all rows of one kind, page by page. False when they cannot be read, which is then a finding.</summary>
    public async ValueTask<bool> ForEachAsync<T>(
        string rows, Func<long, int, ValueTask<IReadOnlyList<T>>> readPage, Func<T, long> ordinal, Action<T> visit)
    {
        var after = 0L;
        while (true)
        {
            if (await TryAsync(rows, () => readPage(after, PageLength)).ConfigureAwait(false) is not { } page)
            {
                return false;
            }

            foreach (var row in page)
            {
                visit(row);
            }

            if (page.Count < PageLength || Findings.IsFull)
            {
                return true;
            }

            after = ordinal(page[^1]);
        }
    }

    /// <summary>Reads something; null, and a finding, when the rows contradict each other.</summary>
    public async ValueTask<T?> TryAsync<T>(string rows, Func<ValueTask<T>> read, long? sequence = null)
        where T : class?
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (WalletStoreException exception) when (exception.IsInconsistent)
        {
            Findings.Add(VerificationCode.StateUnreadable, sequence, $"The {rows} cannot be read: {exception.Message}");
            return null;
        }
    }
}
