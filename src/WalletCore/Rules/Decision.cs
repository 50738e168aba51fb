using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>One command while it is being decided. Reused from command to command.</summary>
internal sealed class Decision(WorkingSet set, Needs needs)
{
    private BalanceFacts[] _balances = new BalanceFacts[2];
    private Refusal? _limitRefusal;
    private Refusal? _fundsRefusal;

    public WorkingSet Set { get; } = set;

    public Needs Needs { get; } = needs;

    public Command Command { get; private set; } = null!;

    public PostingRule Rule { get; private set; } = null!;

    /// <summary>The recorded time, in microseconds of Unix time.</summary>
    public long Now { get; private set; }

    /// <summary>Tells the accounts of this decision from those of others.</summary>
    public long Number { get; private set; }

    /// <summary>The sequence its transaction will have.</summary>
    public long Sequence => Set.Counters.Sequence + 1;

    public int BusinessDay { get; private set; }

    /// <summary>The principal amount; zero of no currency for events without money.</summary>
    public Money Principal { get; set; }

    public long Original { get; set; }

    public long FreezeOrdinal { get; set; }

    public CachedFreeze? Freeze { get; set; }

    public CachedWallet? Wallet { get; set; }

    public bool AlreadyOpen { get; set; }

    /// <summary>The wallets by party name.</summary>
    public List<(string Name, CachedWallet Wallet)> Parties { get; } = new(2);

    /// <summary>The code of the system account that the command names; null when it names none.</summary>
    public string? OutsideCode { get; set; }

    /// <summary>Whether the command must be decided again once what <see cref="Needs"/> asks for is loaded.</summary>
    public bool NeedsMore { get; set; }

    /// <summary>Every account that a posting of this decision touched, in order of first touch.</summary>
    public List<CachedAccount> Touched { get; } = [];

    /// <summary>The refusal that the checks during posting found, by precedence: limits before funds.</summary>
    public Refusal? Found => _limitRefusal ?? _fundsRefusal;

    /// <summary>The limit that the checks during posting found to be passed; null when none was.</summary>
    public Refusal? FoundLimit => _limitRefusal;

    public void Start(Command command, PostingRule rule, long now)
    {
        Command = command;
        Rule = rule;
        Now = now;
        Number++;
        BusinessDay = command.BusinessDate?.DayNumber ?? MicroTime.DayNumber(now);
        Principal = default;
        Original = 0;
        FreezeOrdinal = 0;
        Freeze = null;
        Wallet = null;
        AlreadyOpen = false;
        NeedsMore = false;
        OutsideCode = null;
        Parties.Clear();
        Touched.Clear();
        _limitRefusal = null;
        _fundsRefusal = null;
    }

    public void FindLimit(Refusal refusal) => _limitRefusal ??= refusal;

    public void FindShortage(Refusal refusal) => _fundsRefusal ??= refusal;

    /// <summary>Binds a party to a wallet; refused when there is no such wallet.</summary>
    public Refusal? Bind(string party, WalletRef reference)
    {
        if (FindWallet(reference) is not { } wallet)
        {
            return Refusals.WalletNotFound(party);
        }

        Parties.Add((party, wallet));
        return null;
    }

    /// <summary>The wallet bound to a party.</summary>
    public CachedWallet PartyOf(string name)
    {
        foreach (ref readonly var party in CollectionsMarshal.AsSpan(Parties))
        {
            if (party.Name == name)
            {
                return party.Wallet;
            }
        }

        throw new LedgerIntegrityException($"Posting rule {Rule} has no party '{name}' bound.");
    }

    /// <summary>The wallet that a command names, or null. An id of another ledger is simply not found.</summary>
    public CachedWallet? FindWallet(WalletRef wallet)
    {
        if (wallet.AccountNumber is { } number)
        {
            return Set.FindWalletByAccountNumber(number);
        }

        if (wallet.Owner is { } owner)
        {
            return Set.FindWallet(owner);
        }

        return Set.Ledger.Mint.TryOrdinal(wallet.Id, out var ordinal) && Set.FindWallet(ordinal) is { } found && found.Id.Value == wallet.Id
            ? found
            : null;
    }

    /// <summary>The system account of that code in that currency, made on first use; null when the chart has no such code.</summary>
    public CachedAccount? FindSystemAccount(string code, Currency currency)
    {
        if (Set.FindSystemAccount(code, currency) is { } account)
        {
            return account;
        }

        if (Set.Ledger.Options.Chart.Find(code) is not { } entry)
        {
            return null;
        }

        var row = new AccountRow
        {
            Ordinal = Set.Counters.Accounts + 1,
            Wallet = 0,
            Code = code,
            Class = entry.Class,
            Currency = currency.Code,
            MinorUnits = currency.MinorUnits,
            OpenedAt = Now,
        };
        account = Set.AddSystemAccount(row, AccountRules.EmptyBalance(row.Ordinal));
        AccountRules.AddNew(this, account);
        return account;
    }

    /// <summary>Room for the balances of the touched accounts, used again by the next decision.</summary>
    public Span<BalanceFacts> LendBalances()
    {
        if (Touched.Count > _balances.Length)
        {
            _balances = new BalanceFacts[Touched.Count];
        }

        return _balances.AsSpan(0, Touched.Count);
    }

    /// <summary>Keeps the balance for undoing, and lists the account for the receipt.</summary>
    public void Touch(CachedAccount account)
    {
        Set.Undo.SaveBalance(account);
        Set.Dirty.MarkBalance(account);
        if (account.TouchedBy != Number)
        {
            account.TouchedBy = Number;
            Touched.Add(account);
        }
    }
}
