using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Every row comes back as it was written, at the extremes of every field.</summary>
internal static class RowCases
{
    private static readonly string Odd = "ünïcode \u4e2d\u6587 \U0001F4B6 'quote' \"double\" % _ \\ \t\n" + new string('x', 5_000);

    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("row_wallet", "Wallets come back whole: restrictions, metadata, times, empty and odd texts; changes replace them.", Wallets),
        new("row_account", "Accounts come back whole: limits at both ends of 128 bits, null and zero apart; changes replace them.", Accounts),
        new("row_balance", "Balances come back at both ends of 128 bits.", Balances),
        new("row_transaction", "Headers come back whole: nulls and empty texts apart, numbers at their ends.", Transactions),
        new("row_transaction_without_postings", "A transaction without postings comes back without.", WithoutPostings),
        new("row_posting", "Postings come back whole: both pockets, every role, amounts within and past 64 bits.", Postings),
        new("row_freeze", "Freeze records come back whole in every status; changes replace them.", Freezes),
        new("row_refund", "Refund rows come back whole; changes replace them.", Refunds),
        new("row_rule_and_answer", "Rules and kept refusals come back whole.", RulesAndAnswers),
        new("row_commit_without_transactions", "Refusals alone move the head without a commit.", RefusalsAlone),
    ];

    private static async Task Wallets(StoreUnderTest underTest)
    {
        var stage = await Stage.OpenAsync(underTest);
        var plain = new WalletRow
        {
            Ordinal = 0,
            OwnerId = "o",
            ApplicationId = "",
            Label = "",
            Kind = WalletKind.Prepaid,
            State = WalletState.Open,
            Restrictions = [],
            OpenedAt = 0,
            UpdatedAt = 0,
        };
        var odd = plain with
        {
            OwnerId = Odd,
            ApplicationId = "app",
            Label = "label",
            Kind = WalletKind.Postpaid,
            State = WalletState.Closed,
            Restrictions =
            [
                new WalletRestriction("fraud " + Odd, RestrictedSides.Both, new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_990)),
                new WalletRestriction("b", RestrictedSides.Debits, DateTimeOffset.UnixEpoch),
                new WalletRestriction("a", RestrictedSides.Credits, DateTimeOffset.UnixEpoch),
            ],
            Metadata = "{\"k\":\"" + new string('v', 20_000) + "\"}",
            OpenedAt = long.MaxValue,
            UpdatedAt = long.MinValue,
        };
        stage.Builder.AddWallet(plain);
        stage.Builder.AddWallet(odd);
        stage.Builder.AddWallet(plain with { Label = "{}", Metadata = "{}" }, "EUR", "USD");
        await stage.CommitAsync();
        await stage.VerifyAllAsync();

        stage.Builder.Put(odd with { Ordinal = 2, Restrictions = [], Metadata = null, State = WalletState.Open });
        stage.Builder.Put(plain with { Ordinal = 1, Restrictions = odd.Restrictions, Metadata = "{}" });
        stage.Builder.AddAnswer("so that the head moves");
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task Accounts(StoreUnderTest underTest)
    {
        var stage = await Stage.OpenAsync(underTest);
        var wallet = stage.Builder.AddWallet("owner");
        var plain = new AccountRow
        {
            Ordinal = 0,
            Wallet = wallet,
            Class = AccountClass.Liability,
            Currency = "EUR",
            MinorUnits = 0,
            OpenedAt = long.MinValue,
        };
        stage.Builder.AddAccount(plain);
        stage.Builder.AddAccount(plain with
        {
            Currency = "LONGTOKEN" + new string('X', 50),
            MinorUnits = 38,
            Number = Odd,
            CreditLimit = Int128.MaxValue,
            MaxBalance = Int128.MaxValue,
            Closed = true,
            OpenedAt = long.MaxValue,
        });
        stage.Builder.AddAccount(plain with { Currency = "ZRO", Number = "", CreditLimit = Int128.MinValue, MaxBalance = 0 });
        stage.Builder.AddAccount(plain with { Currency = "MIN", CreditLimit = long.MaxValue, MaxBalance = Int128.MinValue });
        foreach (var accountClass in Enum.GetValues<AccountClass>())
        {
            stage.Builder.AddAccount(plain with { Wallet = 0, Code = "code " + accountClass, Class = accountClass });
        }

        await stage.CommitAsync();
        await stage.VerifyAllAsync();

        stage.Builder.Put(plain with { Ordinal = 1, Number = "now it has one", CreditLimit = 7, MaxBalance = 9, Closed = true });
        stage.Builder.AddAnswer("so that the head moves");
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task Balances(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 3);
        Int128[] extremes = [Int128.MinValue, Int128.MaxValue, 0, -1, long.MaxValue, (Int128)long.MaxValue + 1, long.MinValue, (Int128)long.MinValue - 1];
        foreach (var extreme in extremes)
        {
            stage.Builder.Put(new BalanceRow { Account = 3, Available = extreme, Frozen = 0, EntryCount = 0, LastEntry = 0 });
            stage.Builder.Put(new BalanceRow { Account = 4, Available = 0, Frozen = extreme, EntryCount = 0, LastEntry = 0 });
            stage.Builder.AddAnswer("key " + extreme);
            await stage.CommitAsync();
            await stage.VerifyAllAsync();
        }
    }

    private static async Task Transactions(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var plain = stage.Builder.Header();
        var notes = new TransactionNotes
        {
            Description = Odd,
            Channel = "app",
            CorrelationId = "c",
            Reason = "r",
            ActorId = "a",
            ActorRoles = "x,y",
            Metadata = "{}",
        };
        TransactionRow[] headers =
        [
            plain,
            plain with { RecordedAt = stage.Builder.Now, Rule = int.MaxValue, BusinessDay = int.MinValue },
            plain with { BusinessDay = int.MaxValue, AmountMinor = Int128.MaxValue, Currency = "EUR" },
            plain with { AmountMinor = Int128.MinValue, Currency = Odd },
            plain with { AmountMinor = long.MinValue, Currency = "" },
            plain with { AmountMinor = long.MaxValue, Currency = "JPY", Reference = "" },
            plain with { AmountMinor = (Int128)long.MaxValue + 1, Key = "k", Fingerprint = new CommandFingerprint(ulong.MaxValue, UInt128.MaxValue) },
            plain with { Key = Odd, Fingerprint = new CommandFingerprint(1, UInt128.One << 127), Reference = Odd },
            plain with { Key = "\u4e2d", Fingerprint = new CommandFingerprint(1UL << 63, ulong.MaxValue) },
            plain with { Original = 1, Freeze = 2, Wallet = 1, Notes = notes, Changes = "{\"w\":" + Odd.Length + "}" },
            plain with { Original = 2 },
            plain with { Freeze = 3 },
            plain with { Wallet = 1 },
            plain with { Notes = new TransactionNotes { Description = "" } },
            plain with { Notes = new TransactionNotes { Metadata = "{}" }, Reference = "with notes" },
            plain with { Changes = "" },
        ];
        foreach (var header in headers)
        {
            stage.Builder.Post(header, new Line(1, 3, 1));
        }

        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task WithoutPostings(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(stage.Builder.Header() with { Wallet = 1, Changes = "{}" });
        stage.Builder.Post(1, 3, 4);
        stage.Builder.Post(stage.Builder.Header());
        stage.Builder.Post(stage.Builder.Header());
        stage.Builder.Post(1, 3, 4);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task Postings(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 2);
        Int128[] amounts = [1, long.MaxValue, (Int128)long.MaxValue + 1, ulong.MaxValue, Int128.MaxValue];
        foreach (var amount in amounts)
        {
            stage.Builder.Post(null, new Line(3, 4, 1));
            stage.Builder.ReplaceLastPosting(row => row with { Amount = amount });
        }

        Int128[] balances = [Int128.MinValue, Int128.MaxValue, long.MinValue, (Int128)long.MinValue - 1];
        foreach (var balance in balances)
        {
            stage.Builder.Post(null, new Line(3, 4, 1));
            stage.Builder.ReplaceLastPosting(row => row with { DebitAvailable = balance });
            stage.Builder.Post(null, new Line(3, 4, 1));
            stage.Builder.ReplaceLastPosting(row => row with { DebitFrozen = balance });
            stage.Builder.Post(null, new Line(3, 4, 1));
            stage.Builder.ReplaceLastPosting(row => row with { CreditAvailable = balance });
            stage.Builder.Post(null, new Line(3, 4, 1));
            stage.Builder.ReplaceLastPosting(row => row with { CreditFrozen = balance });
        }

        foreach (var role in Enum.GetValues<PostingRole>())
        {
            foreach (var onTop in new[] { false, true })
            {
                stage.Builder.Post(null, new Line(3, 4, 1) { From = Pocket.Frozen });
                stage.Builder.ReplaceLastPosting(row => row with { Role = role, OnTop = onTop });
                stage.Builder.Post(null, new Line(3, 4, 1) { To = Pocket.Frozen });
                stage.Builder.ReplaceLastPosting(row => row with { Role = role, OnTop = onTop });
            }
        }

        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task Freezes(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        List<FreezeRow> rows = [];
        foreach (var status in Enum.GetValues<FreezeStatus>())
        {
            foreach (var mode in Enum.GetValues<CaptureMode>())
            {
                var isEven = rows.Count % 2 == 0;
                rows.Add(new FreezeRow
                {
                    Ordinal = stage.Builder.Post(3, 3, 1),
                    Account = 3,
                    Amount = isEven ? Int128.MaxValue : 1,
                    Remaining = isEven ? 0 : Int128.MaxValue,
                    Captured = isEven ? Int128.MaxValue : 0,
                    Status = status,
                    Mode = mode,
                    Reason = isEven ? Odd : rows.Count == 1 ? "" : null,
                    ExpiresAt = isEven ? long.MaxValue : rows.Count == 1 ? 0 : null,
                    CreatedAt = isEven ? long.MaxValue : long.MinValue,
                    SettledAt = isEven ? long.MinValue : rows.Count == 1 ? 0 : null,
                });
                stage.Builder.Put(rows[^1]);
            }
        }

        await stage.CommitAsync();
        await stage.VerifyAllAsync();
        for (var i = 0; i < rows.Count; i++)
        {
            stage.Builder.Put(rows[(i + 1) % rows.Count] with { Ordinal = rows[i].Ordinal });
        }

        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task Refunds(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        for (var i = 0; i < 4; i++)
        {
            stage.Builder.Post(1, 3, 10);
        }

        await stage.CommitAsync();
        var row = new RefundRow { Original = 3, Refunded = Int128.MaxValue, Count = int.MaxValue, Cancelled = true, ByPosting = [Int128.MaxValue, 0, 1, Int128.MinValue] };
        stage.Builder.Post(3, 1, 1);
        stage.Builder.Put(row);
        stage.Builder.Put(row with { Original = 1, Refunded = 0, Count = 0, Cancelled = false, ByPosting = [] });
        await stage.CommitAsync();
        await stage.VerifyAllAsync();

        stage.Builder.Post(3, 1, 1);
        stage.Builder.Put(row with { Original = 1 });
        stage.Builder.Put(row with { Original = 2, ByPosting = [.. Enumerable.Range(0, 1_000).Select(i => (Int128)i)] });
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
        await using var reader = await stage.ReaderAsync();
        Check.Same(stage.Books.Refunds[2], await reader.FindRefundAsync(2, default), "A refund row");
        Check.Same(null, await reader.FindRefundAsync(4, default), "A transaction that was not refunded");
    }

    private static async Task RulesAndAnswers(StoreUnderTest underTest)
    {
        var stage = await Stage.OpenAsync(underTest);
        stage.Builder.AddRule("transfer", 1, "");
        stage.Builder.AddRule("transfer", int.MaxValue, Odd);
        stage.Builder.AddRule(Odd);
        stage.Builder.AddAnswer(Odd, Odd, new CommandFingerprint(ulong.MaxValue, UInt128.MaxValue));
        stage.Builder.AddAnswer("b", "", new CommandFingerprint(1, UInt128.One << 127));
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
        var state = await stage.LoadAsync(request => request.Chart = true);
        Check.Same(stage.Books.Rules, state.Rules.OrderBy(rule => rule.Ordinal), "The loaded rules");
    }

    private static async Task RefusalsAlone(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var commits = stage.Books.Head.Commits;
        stage.Builder.AddAnswer("refused");
        await stage.CommitAsync();
        Check.Same(commits, stage.Books.Head.Commits, "The commits");
        await stage.VerifyAllAsync();
    }
}
