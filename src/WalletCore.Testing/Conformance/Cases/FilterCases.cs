using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Filters, each and combined, against the plain reading of them.</summary>
internal static class FilterCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("filter_wallets", "Wallet filters, each and every two combined, match what they say.", Wallets),
        new("filter_freezes", "Freeze filters in all combinations match what they say.", Freezes),
    ];

    public static FreezeRow Freeze(long ordinal, long account, FreezeStatus status = FreezeStatus.Active, long? expiresAt = null) => new()
    {
        Ordinal = ordinal,
        Account = account,
        Amount = 1,
        Remaining = status == FreezeStatus.Active ? 1 : 0,
        Captured = 0,
        Status = status,
        Mode = CaptureMode.Single,
        CreatedAt = 1,
        ExpiresAt = expiresAt,
    };

    private static async Task Wallets(StoreUnderTest underTest)
    {
        var stage = await Stage.OpenAsync(underTest);
        for (var i = 0; i < 64; i++)
        {
            var wallet = stage.Builder.AddWallet(
                new WalletRow
                {
                    Ordinal = 0,
                    OwnerId = i < 32 ? "a" : "b",
                    ApplicationId = (i & 1) == 0 ? "" : "app",
                    Label = "label " + (i % 32 / 2),
                    Kind = (WalletKind)((i >> 1) & 1),
                    State = (WalletState)((i >> 2) & 1),
                    Restrictions = (i & 8) == 0 ? [] : [new WalletRestriction("r", RestrictedSides.Both, DateTimeOffset.UnixEpoch)],
                    OpenedAt = 1,
                    UpdatedAt = 1,
                },
                (i & 16) == 0 ? ["EUR"] : ["USD", "EUR"]);
            var last = stage.Books.Head.Accounts;
            if (i % 3 == 0)
            {
                stage.Builder.Put(stage.Books.Accounts[last] with { Closed = true });
            }

            Check.Same(wallet, stage.Books.Accounts[last].Wallet, "The script");
        }

        await stage.CommitAsync();
        WalletFilter[] singles =
        [
            new(), new() { OwnerId = "a" }, new() { OwnerId = "" }, new() { ApplicationId = "" }, new() { ApplicationId = "app" },
            new() { Label = "label 3" }, new() { Kind = WalletKind.Prepaid }, new() { Kind = WalletKind.Postpaid },
            new() { State = WalletState.Open }, new() { State = WalletState.Closed }, new() { Restricted = true },
            new() { Restricted = false }, new() { Currency = "EUR" }, new() { Currency = "USD" }, new() { Currency = "eur" },
        ];
        await using var reader = await stage.ReaderAsync();
        foreach (var one in singles)
        {
            foreach (var two in singles)
            {
                var both = new WalletFilter
                {
                    OwnerId = one.OwnerId ?? two.OwnerId,
                    ApplicationId = one.ApplicationId ?? two.ApplicationId,
                    Label = one.Label ?? two.Label,
                    Kind = one.Kind ?? two.Kind,
                    State = one.State ?? two.State,
                    Restricted = one.Restricted ?? two.Restricted,
                    Currency = one.Currency ?? two.Currency,
                };
                var all = stage.Books.Wallets.Values.Where(row => Matches(stage.Books, both, row)).Select(row => stage.Books.Wallet(row.Ordinal)).ToArray();
                Check.Same(all, await reader.ListWalletsAsync(both, 0, 100, default), "The wallets of " + both);
                Check.Same(
                    all.Where(facts => facts.Wallet.Ordinal > 20).Take(3), await reader.ListWalletsAsync(both, 20, 3, default), "A page of " + both);
            }
        }
    }

    private static bool Matches(ExpectedBooks books, WalletFilter filter, WalletRow row) =>
        (filter.OwnerId is null || row.OwnerId == filter.OwnerId)
        && (filter.ApplicationId is null || row.ApplicationId == filter.ApplicationId)
        && (filter.Label is null || row.Label == filter.Label)
        && (filter.Kind is null || row.Kind == filter.Kind)
        && (filter.State is null || row.State == filter.State)
        && (filter.Restricted is null || row.Restrictions.Count > 0 == filter.Restricted)
        && (filter.Currency is null
            || books.Accounts.Values.Any(account => account.Wallet == row.Ordinal && !account.Closed && account.Currency == filter.Currency));

    private static async Task Freezes(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 3);
        for (var i = 0; i < 60; i++)
        {
            var account = 3 + (i % 3);
            var sequence = stage.Builder.Post(null, new Line(account, account, 1) { To = Pocket.Frozen });
            stage.Builder.Put(Freeze(sequence, account, (FreezeStatus)(i % 4), i % 5 == 0 ? null : i));
        }

        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        foreach (var wallet in new long?[] { null, 1, 2, 99 })
        {
            foreach (var status in new FreezeStatus?[] { null, FreezeStatus.Active, FreezeStatus.Captured, FreezeStatus.Released, FreezeStatus.Expired })
            {
                foreach (var expires in new long?[] { null, -1, 31, long.MaxValue })
                {
                    var filter = new FreezeFilter { Wallet = wallet, Status = status, ExpiresAtMax = expires };
                    var all = stage.Books.Freezes.Values.Where(row =>
                        (wallet is null || stage.Books.Accounts[row.Account].Wallet == wallet)
                        && (status is null || row.Status == status)
                        && (expires is null || row.ExpiresAt <= expires)).ToArray();
                    Check.Same(all, await reader.ListFreezesAsync(filter, 0, 100, default), "The freeze records of " + filter);
                    Check.Same(
                        all.Where(row => row.Ordinal > 20).Take(2), await reader.ListFreezesAsync(filter, 20, 2, default), "A page of " + filter);
                }
            }
        }
    }
}
