using WalletCore.Load.Measuring;
using WalletCore.Storage;

namespace WalletCore.Load.Contestants;

/// <summary>This library: a ledger with its wallets opened and filled.</summary>
internal sealed class OpenedLedger : IContestant
{
    private const int WalletsPerBatch = 4_000;
    private const decimal FirstDeposit = 1_000_000m;

    private readonly IWalletStore _store;
    private readonly WalletRef[] _wallets;

    private OpenedLedger(string name, IWalletStore store, Ledger ledger, WalletRef[] wallets)
    {
        Name = name;
        _store = store;
        Ledger = ledger;
        _wallets = wallets;
    }

    public string Name { get; }

    public Ledger Ledger { get; }

    /// <summary>Opens the ledger and finds its wallets, opening and filling those that are not there.</summary>
    public static async Task<OpenedLedger> OpenAsync(string name, IWalletStore store, int wallets)
    {
        var ledger = await Ledger.OpenAsync(store);
        var ids = new WalletRef[wallets];
        for (var from = 0; from < wallets; from += WalletsPerBatch)
        {
            var range = Enumerable.Range(from, Math.Min(WalletsPerBatch, wallets - from)).ToArray();
            var opened = await ledger.ExecuteBatchAsync([.. range.Select(i => new OpenWallet($"owner-{i}") { Currency = Currency.EUR })]);
            var isNew = false;
            for (var i = 0; i < range.Length; i++)
            {
                var receipt = (WalletReceipt)opened.Outcomes[i].ValueOrThrow();
                ids[range[i]] = receipt.Wallet.Id;
                isNew |= !receipt.AlreadyOpen;
            }

            if (isNew)
            {
                var deposits = range.Select(i => new Deposit(ids[i], Money.Of(FirstDeposit, Currency.EUR)) { Key = $"first-{i}" });
                (await ledger.ExecuteBatchAsync([.. deposits])).ValueOrThrow();
            }
        }

        return new OpenedLedger(name, store, ledger, ids);
    }

    public async ValueTask TransferAsync(Ask ask, string key) => (await Ledger.TransferAsync(CommandOf(ask, key))).ValueOrThrow();

    public Transfer CommandOf(Ask ask, string key) =>
        new(_wallets[ask.From], _wallets[ask.To], Money.FromMinor(ask.AmountMinor, Currency.EUR)) { Key = key };

    public WalletRef Wallet(int index) => _wallets[index];

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await _store.DisposeAsync();
    }
}
