using System.Runtime.InteropServices;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Who accounts and wallets are, loaded in batches and remembered for as long as one read or one follower goes on. What it remembers never changes: account numbers
/// do, and are not here.
/// </summary>
internal sealed class AccountDirectory(LedgerContext ledger)
{
    /// <summary>How many accounts, and how many wallets, are remembered while a long journal passes by.</summary>
    private const int LengthMax = 50_000;

    private readonly Dictionary<long, KnownAccount> _accounts = [];
    private readonly Dictionary<long, KnownWallet> _wallets = [];

    public KnownAccount this[long account] => _accounts[account];

    public WalletId WalletId(long wallet) => _wallets[wallet].Id;

    /// <summary>Who is on the other side; null when that is the account itself.</summary>
    public Counterparty? CounterpartyOf(in EntryFacts entry)
    {
        var posting = entry.Posting;
        if (posting.DebitAccount == posting.CreditAccount)
        {
            return null;
        }

        var other = _accounts[entry.Side == Side.Debit ? posting.CreditAccount : posting.DebitAccount];
        return new Counterparty
        {
            WalletId = other.Identity.WalletId,
            OwnerId = other.Wallet == 0 ? null : _wallets[other.Wallet].OwnerId,
            SystemCode = other.Identity.Code,
        };
    }

    /// <summary>Loads both accounts of every posting.</summary>
    public ValueTask LoadAccountsAsync(IWalletReader reader, IEnumerable<PostingRow> postings, CancellationToken cancellationToken) =>
        LoadAccountsAsync(reader, postings.SelectMany(static posting => new[] { posting.DebitAccount, posting.CreditAccount }), cancellationToken);

    /// <summary>Loads accounts and their wallets.</summary>
    public async ValueTask LoadAccountsAsync(IWalletReader reader, IEnumerable<long> accounts, CancellationToken cancellationToken)
    {
        var wanted = accounts.ToHashSet();
        if (_accounts.Count + wanted.Count > LengthMax || _wallets.Count > LengthMax)
        {
            _accounts.Clear();
            _wallets.Clear();
        }

        wanted.RemoveWhere(_accounts.ContainsKey);
        var rows = new List<AccountRow>(wanted.Count);
        foreach (var (first, length) in OrdinalRuns.Of(wanted))
        {
            foreach (var (row, _) in await reader.ListAccountsAsync(first - 1, length, cancellationToken).ConfigureAwait(false))
            {
                if (wanted.Contains(row.Ordinal))
                {
                    rows.Add(row);
                }
            }
        }

        await LoadWalletsAsync(reader, rows.Select(row => row.Wallet), cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var wallet = row.Wallet == 0 ? default : _wallets[row.Wallet].Id;
            var identity = new AccountIdentity(
                ledger.Mint.Account(row.Ordinal, row.OpenedAt), wallet, row.Code, ledger.CurrencyOf(row.Currency, row.MinorUnits));
            _accounts[row.Ordinal] = new KnownAccount(identity, row.Class, row.Wallet);
        }
    }

    /// <summary>Loads wallets; zero, which stands for none, is passed over.</summary>
    public async ValueTask LoadWalletsAsync(IWalletReader reader, IEnumerable<long> wallets, CancellationToken cancellationToken)
    {
        var wanted = wallets.Where(wallet => wallet != 0 && !_wallets.ContainsKey(wallet));
        foreach (var (first, length) in OrdinalRuns.Of(wanted))
        {
            foreach (var (row, _) in await reader.ListWalletsAsync(new WalletFilter(), first - 1, length, cancellationToken).ConfigureAwait(false))
            {
                _wallets[row.Ordinal] = new KnownWallet(ledger.Mint.Wallet(row.Ordinal, row.OpenedAt), row.OwnerId);
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct KnownWallet(WalletId Id, string OwnerId);
}

/// <summary>An account as the directory knows it; the wallet's ordinal is zero for a system account.</summary>
internal sealed record KnownAccount(AccountIdentity Identity, AccountClass Class, long Wallet);
