using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>Works out what a command needs that the working set does not have, so that a whole batch is loaded in one round trip.</summary>
internal sealed class Needs(WorkingSet set)
{
    private static readonly Dictionary<string, WalletRef> NoParties = new(0, StringComparer.Ordinal);

    // The wallets that were named by their ids and are still to be looked for.
    private readonly List<long> _named = [];

    private Action<long>? _askForWallet;

    /// <summary>What to load. Emptied by the caller after loading.</summary>
    public LoadRequest Request { get; } = new();

    /// <summary>Adds what the command is known to need before anything is decided.</summary>
    public void Collect(Command command)
    {
        if (!set.IsChartLoaded)
        {
            Request.Chart = true;
        }

        if (command.Key is { } key && Text.Fits(key, Limits.KeyLengthMax))
        {
            Request.Keys.Add(key);
        }

        if (command.Reference is { } reference && set.Ledger.Options.UniqueReferences && Text.Fits(reference, Limits.ReferenceLengthMax))
        {
            Request.References.Add(reference);
        }

        CollectOwn(command);
    }

    private void Wallet(WalletRef wallet)
    {
        if (wallet.AccountNumber is { } number)
        {
            AccountNumber(number);
        }
        else if (wallet.Owner is { } owner)
        {
            Owner(owner);
        }
        else if (set.Ledger.Mint.TryOrdinal(wallet.Id, out var ordinal) && MayBe(ordinal, set.Committed.Wallets))
        {
            _named.Add(ordinal);
        }
    }

    /// <summary>Looks for the wallets that the collected commands name, all together, and asks for those that are not there.</summary>
    public void LookForWallets()
    {
        set.Approach(CollectionsMarshal.AsSpan(_named), _askForWallet ??= ordinal => Ask(ordinal, Request.Wallets));
        _named.Clear();
    }

    public void Usage(in UsageKey key)
    {
        if (!set.HasUsage(key))
        {
            Request.Usages.Add(key);
        }
    }

    /// <summary>Asks, once a batch, for the freeze records of an account whose time has passed.</summary>
    public bool DueFreezes(CachedAccount account, long now)
    {
        if (!set.AskedDueFreezes.Add(account.Ordinal))
        {
            return false;
        }

        Request.DueFreezes.Add(account.Ordinal);
        Request.DueAt = now;
        return true;
    }

    /// <summary>Asks for a transaction by its sequence.</summary>
    public void Transaction(long sequence) => Ask(sequence, Request.Transactions);

    /// <summary>Asks for a freeze record by its ordinal.</summary>
    public void FreezeRecord(long ordinal) => Ask(ordinal, Request.Freezes);

    private void CollectOwn(Command command)
    {
        switch (command)
        {
            case Transfer transfer:
                Wallet(transfer.From);
                Wallet(transfer.To);
                break;
            case Deposit deposit:
                Wallet(deposit.Wallet);
                break;
            case Withdraw withdraw:
                Wallet(withdraw.Wallet);
                break;
            case Adjust adjust:
                Wallet(adjust.Wallet);
                break;
            case Post post:
                foreach (var (_, wallet) in post.Parties ?? NoParties)
                {
                    Wallet(wallet);
                }

                break;
            case Freeze freeze:
                Wallet(freeze.Wallet);
                break;
            case Unfreeze unfreeze:
                FreezeRecord(unfreeze.FreezeId);
                break;
            case Capture capture:
                FreezeRecord(capture.FreezeId);
                Wallet(capture.To ?? default);
                break;
            case RaiseFreeze raise:
                FreezeRecord(raise.FreezeId);
                break;
            case ExtendFreeze extend:
                FreezeRecord(extend.FreezeId);
                break;
            case ExpireFreeze expire:
                FreezeRecord(expire.FreezeId);
                break;
            case Refund refund:
                Transaction(refund.TransactionId);
                Wallet(refund.Payer ?? default);
                Wallet(refund.To ?? default);
                break;
            case Cancel cancel:
                Transaction(cancel.TransactionId);
                break;
            case RefundResidual residual:
                Wallet(residual.Wallet);
                break;
            case OpenWallet open:
                if (open.ApplicationId is not null && open.Label is not null)
                {
                    Owner(new OwnerKey(open.OwnerId, open.ApplicationId, open.Label));
                }

                AccountNumber(open.AccountNumber);
                break;
            case AddAccount add:
                Wallet(add.Wallet);
                AccountNumber(add.AccountNumber);
                break;
            case ChangeWallet change:
                Wallet(change.Wallet);
                AccountNumber(change.AccountNumber);
                break;
            case RemoveAccount remove:
                Wallet(remove.Wallet);
                break;
            case FreezeWallet freezeWallet:
                Wallet(freezeWallet.Wallet);
                break;
            case ThawWallet thaw:
                Wallet(thaw.Wallet);
                break;
            case CloseWallet close:
                Wallet(close.Wallet);
                break;
            case ReopenWallet reopen:
                Wallet(reopen.Wallet);
                break;
            default:
                throw new InvalidOperationException($"No needs are known of {command.GetType().Name}.");
        }
    }

    private void Owner(in OwnerKey owner)
    {
        if (Text.Fits(owner.OwnerId, Limits.IdLengthMax)
            && Text.Fits(owner.ApplicationId, Limits.IdLengthMax, allowEmpty: true)
            && Text.Fits(owner.Label, Limits.IdLengthMax, allowEmpty: true)
            && set.FindWallet(owner) is null)
        {
            Ask(owner, Request.Owners);
        }
    }

    private void AccountNumber(string? number)
    {
        if (number is not null && Text.Fits(number, Limits.IdLengthMax) && set.FindWalletByAccountNumber(number) is null)
        {
            Ask(number, Request.AccountNumbers);
        }
    }

    private void FreezeRecord(FreezeId id)
    {
        if (set.Ledger.Mint.TryOrdinal(id.Value, out var ordinal) && MayBe(ordinal, set.Committed.Sequence) && set.FindFreeze(ordinal) is null)
        {
            Ask(ordinal, Request.Freezes);
        }
    }

    private void Transaction(TransactionId id)
    {
        if (set.Ledger.Mint.TryOrdinal(id.Value, out var ordinal) && MayBe(ordinal, set.Committed.Sequence) && set.FindOriginal(ordinal) is null)
        {
            Ask(ordinal, Request.Transactions);
        }
    }

    /// <summary>Whether the store may have what bears that ordinal. What others have added since is not known yet while the set is being caught up.</summary>
    private bool MayBe(long ordinal, long last) => ordinal <= last || Request.Since is not null;

    private void Ask<T>(T what, List<T> list)
        where T : notnull
    {
        if (set.Asked.Add((list, what)))
        {
            list.Add(what);
        }
    }
}
