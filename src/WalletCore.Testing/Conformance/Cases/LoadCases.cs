using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>What a load request brings, and what it brings along.</summary>
internal static class LoadCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("load_nothing", "An empty request loads nothing.", Nothing),
        new("load_chart", "The chart brings all system accounts with balances and all rules, and no wallets.", Chart),
        new("load_wallets", "A wallet brings all its accounts with balances, also closed ones.", Wallets),
        new("load_owner_brings_wallet", "A natural key brings its wallet; all three parts count.", Owners),
        new("load_number_brings_wallet", "An account number brings the account's whole wallet.", Numbers),
        new("load_transaction_brings", "A transaction brings its postings, its refund row and the wallets in its postings.", Transactions),
        new("load_freeze_brings_wallet", "A freeze record brings the wallet of its account.", Freezes),
        new("load_key_brings_answer_only", "A key brings its answer and no wallets.", Keys),
        new("load_references", "Of the references asked for, those come back that a transaction bears.", References),
        new("load_usages", "Usages come back by account, limit and window; the newest value counts.", Usages),
        new("load_each_once", "What is asked for twice, or brought twice, comes once.", EachOnce),
        new("load_absent_is_absent", "What does not exist is absent from the answer.", Absent),
        new("load_changes_since", "What moved since makes every balance what it is, or nothing is said where that is not all.", ChangesSince),
        new("load_many", "Thousands of each are loaded at once.", Many),
    ];

    private static async Task<Stage> Furnished(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 4);
        var builder = stage.Builder;
        builder.AddAccount(stage.Books.Accounts[3] with { Currency = "USD", Number = "NL-1" });
        builder.AddAccount(stage.Books.Accounts[3] with { Currency = "JPY", Closed = true });
        builder.AddWallet(stage.Books.Wallets[1] with { ApplicationId = "shop" }, "EUR");
        builder.AddWallet(stage.Books.Wallets[1] with { Label = "savings" });
        var first = builder.Post(builder.Header() with { Key = "k1", Reference = "r1" }, new Line(3, 4, 10), new Line(3, 2, 1));
        var freeze = builder.Post("k2", new Line(5, 5, 5) { To = Pocket.Frozen });
        builder.Put(new FreezeRow { Ordinal = freeze, Account = 5, Amount = 5, Remaining = 5, Captured = 0,
            Status = FreezeStatus.Active, Mode = CaptureMode.Single, CreatedAt = builder.Now });
        builder.Post(builder.Header() with { Original = first }, new Line(4, 3, 4));
        builder.Put(new RefundRow { Original = first, Refunded = 4, Count = 1, Cancelled = false, ByPosting = [4, 0] });
        builder.AddAnswer("refused");
        await stage.CommitAsync();
        return stage;
    }

    private static async Task Nothing(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        Expect(stage, await stage.LoadAsync(_ => { }));
    }

    private static async Task Chart(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        var state = await stage.LoadAsync(request => request.Chart = true);
        Check.Same(new[] { stage.Books.Account(1), stage.Books.Account(2) }, state.SystemAccounts.OrderBy(row => row.Account.Ordinal), "The chart");
        Check.Same(stage.Books.Rules, state.Rules, "The rules");
        Check.Same(0, state.Wallets.Count, "The wallets");
    }

    private static async Task Wallets(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        Expect(stage, await stage.LoadAsync(request => request.Wallets.AddRange([1, 6])), wallets: [1, 6]);
    }

    private static async Task Owners(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        Expect(stage, await stage.LoadAsync(request => request.Owners.Add(new("owner-1", "", ""))), wallets: [1]);
        Expect(stage, await stage.LoadAsync(request => request.Owners.Add(new("owner-1", "shop", ""))), wallets: [5]);
        Expect(stage, await stage.LoadAsync(request => request.Owners.Add(new("owner-1", "", "savings"))), wallets: [6]);
        Expect(stage, await stage.LoadAsync(request => request.Owners.Add(new("owner-1", "shop", "savings"))));
        Expect(stage, await stage.LoadAsync(request => request.Owners.Add(new("OWNER-1", "", ""))));
    }

    private static async Task Numbers(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        Expect(stage, await stage.LoadAsync(request => request.AccountNumbers.Add("NL-1")), wallets: [1]);
        Expect(stage, await stage.LoadAsync(request => request.AccountNumbers.AddRange(["nl-1", "NL-2", ""])));
    }

    private static async Task Transactions(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        Expect(stage, await stage.LoadAsync(request => request.Transactions.Add(1)), wallets: [1, 2], transactions: [1], refunds: [1]);
        Expect(stage, await stage.LoadAsync(request => request.Transactions.Add(2)), wallets: [3], transactions: [2]);
        Expect(stage, await stage.LoadAsync(request => request.Transactions.AddRange([3, 1])), wallets: [1, 2], transactions: [1, 3], refunds: [1]);
    }

    private static async Task Freezes(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        Expect(stage, await stage.LoadAsync(request => request.Freezes.Add(2)), wallets: [3], freezes: [2]);
    }

    private static async Task Keys(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        var state = await stage.LoadAsync(request => request.Keys.AddRange(["k1", "refused", "unknown", "K1", ""]));
        KeyAnswer[] expected = [new("k1", stage.Books.Transaction(1), null), new("refused", null, stage.Books.Answers[0])];
        Check.Same(expected, state.Keys.OrderBy(answer => answer.Key, StringComparer.Ordinal), "The keys");
        Check.Same(0, state.Wallets.Count + state.Transactions.Count + state.Refunds.Count, "What a key does not bring");
    }

    private static async Task References(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        var state = await stage.LoadAsync(request => request.References.AddRange(["r1", "r2", "R1", "", "r1"]));
        Check.Same(new[] { "r1" }, state.References, "The references");
        Check.Same(0, state.Transactions.Count, "What a reference does not bring");
    }

    private static async Task Usages(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 2);
        UsageRow[] rows =
        [
            new(3, "withdraw.daily", 100, 5), new(3, "withdraw.monthly", 90, Int128.MaxValue), new(4, "withdraw.daily", 100, 0),
            new(3, "Withdraw.daily", int.MinValue, 1), new(4, "withdraw.monthly", int.MaxValue, 2),
        ];
        foreach (var row in rows)
        {
            stage.Builder.Put(row);
        }

        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        stage.Builder.Put(rows[0] with { Amount = 6 });
        stage.Builder.Put(rows[2] with { Window = 101, Amount = 7 });
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();

        var state = await stage.LoadAsync(request => request.Usages.AddRange(
        [
            new(3, "withdraw.daily", 100), new(3, "withdraw.daily", 101), new(3, "withdraw.monthly", 90), new(4, "withdraw.daily", 101),
            new(3, "Withdraw.daily", int.MinValue), new(4, "withdraw.monthly", int.MaxValue), new(99, "withdraw.daily", 100),
        ]));
        UsageRow[] expected = [rows[0] with { Amount = 6 }, rows[1], rows[2] with { Window = 101, Amount = 7 }, rows[3], rows[4]];
        Check.Same(Sorted(expected), Sorted(state.Usages), "The usages");

        static IEnumerable<UsageRow> Sorted(IEnumerable<UsageRow> rows) =>
            rows.OrderBy(row => row.Account).ThenBy(row => row.Limit, StringComparer.Ordinal).ThenBy(row => row.Window);
    }

    private static async Task EachOnce(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        var state = await stage.LoadAsync(request =>
        {
            request.Wallets.AddRange([1, 1, 2]);
            request.Owners.AddRange([new("owner-1", "", ""), new("owner-1", "", "")]);
            request.AccountNumbers.AddRange(["NL-1", "NL-1"]);
            request.Transactions.AddRange([1, 1]);
            request.Freezes.AddRange([2, 2]);
            request.Keys.AddRange(["k1", "k1"]);
        });
        Check.Same(1, state.Keys.Count, "The keys");
        state.Keys.Clear();
        Expect(stage, state, wallets: [1, 2, 3], transactions: [1], refunds: [1], freezes: [2]);
    }

    private static async Task Absent(StoreUnderTest underTest)
    {
        var stage = await Furnished(underTest);
        Expect(stage, await stage.LoadAsync(request =>
        {
            request.Wallets.AddRange([0, -1, 7, long.MaxValue]);
            request.Transactions.AddRange([0, -1, 4, long.MaxValue]);
            request.Freezes.AddRange([0, 1, 3, -1, long.MaxValue]);
            request.Keys.Add("none");
            request.References.Add("none");
            request.Usages.Add(new UsageKey(3, "none", 1));
        }));
    }

    private static async Task ChangesSince(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 4);
        stage.Builder.Post(1, 3, 5);
        await stage.CommitAsync();
        var start = new BalancesBefore(stage.Books);
        await Expect(start);

        stage.Builder.Post("k", new Line(1, 4, 5), new Line(1, 2, 1));
        stage.Builder.Post(4, 5, 2);
        stage.Builder.AddAnswer("refused");
        await stage.CommitAsync();
        await Expect(start, 1, 2, 4, 5);
        var middle = new BalancesBefore(stage.Books);
        stage.Builder.Post(4, 3, 1);
        await stage.CommitAsync();
        await Expect(middle, 3, 4);
        await Expect(start, 1, 2, 3, 4, 5);

        // Of several business days, with amounts beyond 64 bits, and of an account of which something is frozen.
        var frozen = stage.Builder.Post("f", new Line(5, 5, 1) { To = Pocket.Frozen });
        stage.Builder.Put(new FreezeRow { Ordinal = frozen, Account = 5, Amount = 1, Remaining = 1, Captured = 0,
            Status = FreezeStatus.Active, Mode = CaptureMode.Single, CreatedAt = stage.Builder.Now });
        await stage.CommitAsync();
        var special = new BalancesBefore(stage.Books);
        stage.Builder.Post(1, 3, (Int128)long.MaxValue * 4);
        stage.Builder.BusinessDay -= 3;
        stage.Builder.Post(null, new Line(3, 4, (Int128)long.MaxValue * 2), new Line(3, 5, 1));
        stage.Builder.BusinessDay += 5;
        stage.Builder.Post(1, 4, 1);
        stage.Builder.BusinessDay -= 2;
        stage.Builder.Post(5, 2, 2);
        await stage.CommitAsync();
        await Expect(special, 1, 2, 3, 4, 5);

        // A history that was never this ledger's.
        await Silent(start.Head with { Hash = middle.Head.Hash });
        await Silent(stage.Books.Head with { Sequence = stage.Books.Head.Sequence + 1 });

        // More than balances.
        var before = stage.Books.Head;
        stage.Builder.Post(stage.Builder.Header() with { Original = 2 }, new Line(4, 3, 1));
        await stage.CommitAsync();
        await Silent(before);
        before = stage.Books.Head;
        stage.Builder.Post(stage.Builder.Header() with { Wallet = 1 }, new Line(4, 3, 1));
        await stage.CommitAsync();
        await Silent(before);
        before = stage.Books.Head;
        stage.Builder.Post(stage.Builder.Header() with { Freeze = 2 }, new Line(4, 3, 1));
        await stage.CommitAsync();
        await Silent(before);

        async Task<List<MovedBalance>?> LoadAsync(LedgerHead since) => (await stage.LoadAsync(request => request.Since = since)).MovedBalances;

        async Task Silent(LedgerHead since) => Check.Same(null, await LoadAsync(since), "What moved");

        async Task Expect(BalancesBefore since, params long[] accounts)
        {
            if (await LoadAsync(since.Head) is { } moved)
            {
                since.Check(moved, accounts);
            }
        }
    }

    private static async Task Many(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 3_000);
        for (var i = 0; i < 3_000; i++)
        {
            stage.Builder.Post("key " + i, new Line(1, 3 + i, i + 1));
        }

        await stage.CommitAsync();
        var all = Enumerable.Range(1, 3_000).Select(i => (long)i).ToArray();
        var state = await stage.LoadAsync(request =>
        {
            request.Wallets.AddRange(all);
            request.Transactions.AddRange(all);
            request.Keys.AddRange(all.Select(i => "key " + (i - 1)));
            request.Keys.AddRange(all.Select(i => "unknown " + i));
        });
        Check.Same(3_000, state.Keys.Count, "The keys");
        Check.True(
            state.Keys.All(answer => answer.Key == answer.Transaction!.Header.Key), "each answer is its key's");
        state.Keys.Clear();
        Expect(stage, state, wallets: all, transactions: all);
    }

    private static void Expect(
        Stage stage, LedgerState state, long[]? wallets = null, long[]? transactions = null, long[]? refunds = null, long[]? freezes = null)
    {
        var books = stage.Books;
        Check.Same((wallets ?? []).Select(books.Wallet), state.Wallets.OrderBy(facts => facts.Wallet.Ordinal), "The loaded wallets");
        Check.Same(
            (transactions ?? []).Select(books.Transaction), state.Transactions.OrderBy(facts => facts.Header.Sequence), "The loaded transactions");
        Check.Same((refunds ?? []).Select(original => books.Refunds[original]), state.Refunds.OrderBy(row => row.Original), "The loaded refund rows");
        Check.Same((freezes ?? []).Select(ordinal => books.Freezes[ordinal]), state.Freezes.OrderBy(row => row.Ordinal), "The loaded freeze records");
        Check.Same(0, state.SystemAccounts.Count + state.Rules.Count, "The chart that was not asked for");
        Check.Same(0, state.Keys.Count + state.References.Count + state.Usages.Count, "What was not asked for");
    }
}
