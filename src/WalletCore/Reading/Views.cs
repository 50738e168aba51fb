using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Turns stored facts into what a host reads.</summary>
internal static class Views
{
    public static Wallet Wallet(LedgerContext ledger, WalletFacts facts)
    {
        var row = facts.Wallet;
        var id = ledger.Mint.Wallet(row.Ordinal, row.OpenedAt);
        return new Wallet
        {
            Id = id,
            OwnerId = row.OwnerId,
            ApplicationId = row.ApplicationId,
            Label = row.Label,
            Kind = row.Kind,
            State = row.State,
            Restrictions = row.Restrictions,
            Accounts = [.. facts.Accounts.Select(account => Account(ledger, id, account))],
            Metadata = Metadata.FromJson(row.Metadata),
            OpenedAt = MicroTime.ToDateTimeOffset(row.OpenedAt),
            UpdatedAt = MicroTime.ToDateTimeOffset(row.UpdatedAt),
        };
    }

    public static Account Account(LedgerContext ledger, WalletId wallet, AccountFacts facts)
    {
        var (row, balance) = facts;
        var currency = ledger.CurrencyOf(row.Currency, row.MinorUnits);
        return new Account
        {
            Id = ledger.Mint.Account(row.Ordinal, row.OpenedAt),
            WalletId = wallet,
            SystemCode = row.Code,
            Class = row.Class,
            Currency = currency,
            Number = row.Number,
            Available = Money.FromMinor(balance.Available, currency),
            Frozen = Money.FromMinor(balance.Frozen, currency),
            CreditLimit = Money.FromMinor(row.CreditLimit, currency),
            MaxBalance = row.MaxBalance is { } maximum ? Money.FromMinor(maximum, currency) : null,
            IsRemoved = row.Closed,
            EntryCount = balance.EntryCount,
        };
    }

    /// <param name="ledger">The ledger.</param>
    /// <param name="row">The stored record.</param>
    /// <param name="account">Its account.</param>
    /// <param name="now">The time to read it at: once its time has passed it reads as expired; null: as stored.</param>
    public static FreezeRecord Freeze(LedgerContext ledger, FreezeRow row, AccountIdentity account, long? now = null)
    {
        var isDue = row.Status == FreezeStatus.Active && row.ExpiresAt is { } expiry && now >= expiry;
        return new FreezeRecord
        {
            Id = ledger.Mint.Freeze(row.Ordinal, row.CreatedAt),
            WalletId = account.WalletId,
            AccountId = account.Id,
            Amount = Money.FromMinor(row.Amount, account.Currency),
            Remaining = Money.FromMinor(isDue ? 0 : row.Remaining, account.Currency),
            Captured = Money.FromMinor(row.Captured, account.Currency),
            Status = isDue ? FreezeStatus.Expired : row.Status,
            Mode = row.Mode,
            Reason = row.Reason,
            ExpiresAt = row.ExpiresAt is { } expires ? MicroTime.ToDateTimeOffset(expires) : null,
            CreatedAt = MicroTime.ToDateTimeOffset(row.CreatedAt),
            SettledAt = isDue ? MicroTime.ToDateTimeOffset(row.ExpiresAt!.Value)
                : row.SettledAt is { } settled ? MicroTime.ToDateTimeOffset(settled) : null,
        };
    }
}
