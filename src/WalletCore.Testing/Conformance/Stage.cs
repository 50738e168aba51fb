using System.Globalization;
using WalletCore.Storage;

namespace WalletCore.Testing.Conformance;

/// <summary>A store with one ledger and the books it must hold: where a case plays.</summary>
internal sealed class Stage
{
    private readonly StoreUnderTest _underTest;

    private Stage(StoreUnderTest underTest, LedgerRow ledger)
    {
        _underTest = underTest;
        Ledger = ledger.Id;
    }

    public LedgerId Ledger { get; }

    public ChangeSetBuilder Builder { get; } = new();

    public ExpectedBooks Books => Builder.Books;

    public IWalletStore Store => _underTest.Store;

    public static async Task<Stage> OpenAsync(StoreUnderTest underTest, int number = 1) =>
        new(underTest, await underTest.Store.RegisterLedgerAsync(Proposal(number), default));

    /// <summary>A stage on a ledger that is registered.</summary>
    public static Stage On(StoreUnderTest underTest, LedgerId ledger) => new(underTest, new LedgerRow(ledger, "", 0));

    /// <summary>A stage with a rule, the system accounts 1 and 2, and as many wallets with an account each, from 3 on.</summary>
    public static async Task<Stage> WithWalletsAsync(StoreUnderTest underTest, int wallets, int number = 1)
    {
        var stage = await OpenAsync(underTest, number);
        stage.Builder.AddRule("transfer");
        stage.Builder.AddSystemAccount("cash");
        stage.Builder.AddSystemAccount("fees", AccountClass.Revenue);
        for (var i = 1; i <= wallets; i++)
        {
            stage.Builder.AddWallet(string.Create(CultureInfo.InvariantCulture, $"owner-{i}"), "EUR");
        }

        await stage.CommitAsync();
        return stage;
    }

    /// <summary>The proposal of a ledger; the number makes its name and its id.</summary>
    public static LedgerRow Proposal(int number) => new(Id(number), "ledger " + number.ToString("D3", CultureInfo.InvariantCulture), 1_000 + number);

    public static LedgerId Id(int number) =>
        LedgerId.Parse("led_01h455vb4pex5vsknk084" + number.ToString("D5", CultureInfo.InvariantCulture));

    public Task CommitAsync() => CommitAsync(Store);

    /// <summary>Commits what was built through that store on the same storage.</summary>
    public async Task CommitAsync(IWalletStore store)
    {
        await using var session = await Check.Soon(store.BeginWriteAsync(Ledger, default));
        var changes = Builder.Build();
        Check.Same(changes.Before, session.Head, "The session's head");
        await session.CommitAsync(changes, default);
    }

    public Task<IWalletReader> ReaderAsync(ReadScope scope = ReadScope.Latest) =>
        Check.Soon(Store.OpenReaderAsync(Ledger, scope, default));

    public async Task<LedgerState> LoadAsync(Action<LoadRequest> ask)
    {
        await using var session = await Check.Soon(Store.BeginWriteAsync(Ledger, default));
        var request = new LoadRequest();
        ask(request);
        return await session.LoadAsync(request, default);
    }

    /// <summary>Compares everything that a reader can read with the expected books.</summary>
    public async Task VerifyAllAsync()
    {
        await using var reader = await ReaderAsync();
        await BooksCheck.VerifyAsync(Books, reader);
    }
}
