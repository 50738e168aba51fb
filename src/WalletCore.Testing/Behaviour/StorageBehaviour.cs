using WalletCore.Storage;
using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>Time, order and storage.</summary>
internal static class StorageBehaviour
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case.Of("time.clock_backwards", "Recorded time stands still while the clock is behind it, over a restart too.", ClockBackwards),
        Case.Of("time.business_date", "A date within the policy is kept; one day further is refused; both times can be asked for a balance.", BusinessDate),
        Case.Of("time.cancellation", "Cancelled while it waits, a command never happened; once its commit began, it did.", Cancellation),
        Case.Of("storage.faults", "Faults at every point are retried; the command is done once.", Faults),
        Case.Of("storage.faults", "When retries are used up nothing is half done, and the same key finds out.", UnknownOutcome, "unknown_outcome"),
        Case.Of("storage.killed", "After a kill all that was acknowledged is there, the rest is not, and the books are clean.", Killed, needs: StoreCapabilities.Crashes),
        Case.Of("storage.restart", "After a restart balances, records, keys and references are what they were.", Restart),
        Case.Of("storage.processes", "Ledgers on one store write one history.", Processes),
        Case.Of("storage.verification", "The books of a busy ledger verify clean, and its trial balance balances.", Verification),
    ];

    private static async Task ClockBackwards(Scene scene)
    {
        var ana = await scene.WalletAsync("ana");
        var first = await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)));
        scene.Clock.Move(TimeSpan.FromDays(-400));
        var second = await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)));
        await scene.ReopenAsync();
        var third = await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)));
        Check.Same(first.RecordedAt, second.RecordedAt, "The second's recorded time");
        Check.Same(first.RecordedAt, third.RecordedAt, "The third's recorded time");
        scene.Clock.Move(TimeSpan.FromDays(401));
        Check.True((await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)))).RecordedAt > first.RecordedAt, "time goes on once the clock has caught up");
    }

    private static async Task BusinessDate(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest, options => options with { BusinessDates = new BusinessDatePolicy { DaysBackMax = 3, DaysAheadMax = 1 } });
        var ana = await scene.WalletAsync("ana", 10m);
        var today = DateOnly.FromDateTime(scene.Now.UtcDateTime);
        await scene.RefusedAsync("business_date_not_allowed", new Deposit(ana, Money.EUR(1m)) { BusinessDate = today.AddDays(-4) });
        await scene.RefusedAsync("business_date_not_allowed", new Deposit(ana, Money.EUR(1m)) { BusinessDate = today.AddDays(2) });
        scene.Clock.Move(TimeSpan.FromMinutes(1));
        var before = scene.Now.AddMicroseconds(-1);
        var back = await scene.PostedAsync(new Deposit(ana, Money.EUR(5m)) { BusinessDate = today.AddDays(-3) });
        await scene.PostedAsync(new Deposit(ana, Money.EUR(2m)) { BusinessDate = today.AddDays(1) });
        var reader = scene.Ledger.Reader;
        Check.Same(today.AddDays(-3), (await reader.GetTransactionAsync(back.TransactionId))!.BusinessDate, "The business date");
        Check.Same(Money.EUR(10m).ToString(), (await reader.GetBalanceAtAsync(ana, Currency.EUR, before)).ToString(), "The balance at the time before");
        Check.Same(Money.EUR(17m).ToString(), (await reader.GetBalanceAtAsync(ana, Currency.EUR, scene.Now)).ToString(), "The balance now");
        Check.Same(Money.EUR(5m).ToString(), (await reader.GetBalanceOnAsync(ana, Currency.EUR, today.AddDays(-1))).ToString(), "The balance by yesterday's date");
        Check.Same(Money.EUR(15m).ToString(), (await reader.GetBalanceOnAsync(ana, Currency.EUR, today)).ToString(), "The balance by today's date");
    }

    private static async Task Cancellation(StoreUnderTest underTest)
    {
        FaultyWalletStore faulty = null!;
        await using var scene = await Scene.OpenAsync(underTest, wrap: store => faulty = new FaultyWalletStore(store));
        var ana = await scene.WalletAsync("ana", 100m);
        await Check.Throws<OperationCanceledException>(
            async () => await scene.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)), new CancellationToken(canceled: true)), "cancelled beforehand");
        using var source = new CancellationTokenSource();
        faulty.Hold();
        var ahead = scene.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(5m)), source.Token).AsTask();
        await Check.Soon(faulty.Held);
        var waiting = scene.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(50m)), source.Token).AsTask();
        await source.CancelAsync();
        await Check.Throws<OperationCanceledException>(async () => await waiting, "cancelled while it waited");
        faulty.Release();
        Check.Same("posted", Scene.Code(await Check.Soon(ahead)), "The one that was being written");
        await scene.HasAsync(ana, "95.00 + 0.00");
    }

    private static async Task Faults(StoreUnderTest underTest)
    {
        FaultyWalletStore faulty = null!;
        await using var scene = await Scene.OpenAsync(underTest, wrap: store => faulty = new FaultyWalletStore(store));
        var ana = await scene.WalletAsync("ana", 100m);
        var expected = 100m;
        foreach (var point in new[] { FaultPoint.Begin, FaultPoint.Load, FaultPoint.BeforeCommit, FaultPoint.AfterCommit })
        {
            foreach (var kind in new[] { FaultKind.Transient, FaultKind.Torn })
            {
                // Opening is harmless when it is done twice; a transfer is not, and without a key nothing but the store's word tells that it was done.
                faulty.Fail(point, kind);
                var bob = await scene.WalletAsync($"bob-{point}-{kind}");
                faulty.Fail(point, kind);
                await scene.PostedAsync(new Transfer(ana, bob, Money.EUR(1m)));
                Check.Same(0, faulty.FaultsLeft, "The faults that did not strike");
                expected--;
                await scene.HasAsync(ana, $"{Money.EUR(expected).ToAmountString()} + 0.00");
                await scene.HasAsync(bob, "1.00 + 0.00");
            }
        }

        await LedgerInvariants.CheckAsync(scene.Ledger);
    }

    private static async Task UnknownOutcome(StoreUnderTest underTest)
    {
        FaultyWalletStore faulty = null!;
        await using var scene = await Scene.OpenAsync(underTest, wrap: store => faulty = new FaultyWalletStore(store));
        var ana = await scene.WalletAsync("ana", 100m);
        foreach (var (point, code) in new[] { (FaultPoint.BeforeCommit, "posted"), (FaultPoint.AfterCommit, "replayed posted") })
        {
            var withdraw = new Withdraw(ana, Money.EUR(30m)) { Key = point.ToString() };
            faulty.Fail(point, FaultKind.Permanent);
            await Check.Throws<WalletStoreException>(async () => await scene.Ledger.WithdrawAsync(withdraw), $"a fault at {point} that is not transient");
            Check.Same(code, Scene.Code(await scene.Ledger.WithdrawAsync(withdraw)), $"The same command again after a fault at {point}");
        }

        await scene.HasAsync(ana, "40.00 + 0.00");
        await LedgerInvariants.CheckAsync(scene.Ledger);
    }

    private static async Task Killed(StoreUnderTest underTest)
    {
        FaultyWalletStore faulty = null!;
        await using var scene = await Scene.OpenAsync(underTest, wrap: store => faulty = new FaultyWalletStore(store));
        var ana = await scene.WalletAsync("ana");
        var expected = 0;
        for (var i = 0; i < 5; i++)
        {
            var deposit = new Deposit(ana, Money.EUR(1m)) { Key = "acknowledged-" + i };
            await scene.PostedAsync(deposit);
            expected++;
            faulty.Hold();
            var lost = scene.Ledger.DepositAsync(new Deposit(ana, Money.EUR(100m)) { Key = "lost-" + i }).AsTask();
            await Check.Soon(faulty.Held);
            faulty.Fail(FaultPoint.Begin, FaultKind.Permanent);
            var dead = faulty;
            await underTest.CrashAsync();
            dead.Release();
            await Check.Throws<WalletStoreException>(async () => await lost, "the process is dead");
            await scene.ReopenAsync();
            await scene.ReplayedAsync(deposit);
            await scene.HasAsync(ana, $"{expected}.00 + 0.00");
            await LedgerInvariants.CheckAsync(scene.Ledger);
        }
    }

    private static async Task Restart(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var bob = await scene.WalletAsync("bob");
        var transfer = new Transfer(ana, bob, Money.EUR(30m)) { Key = "t", Reference = "order" };
        var paid = await scene.PostedAsync(transfer);
        var frozen = await scene.PostedAsync(new Freeze(ana, Money.EUR(20m)));
        var before = await scene.DigestAsync();
        await scene.ReopenAsync();
        Check.Same(before, await scene.DigestAsync(), "The books after a restart");
        await scene.ReplayedAsync(transfer);
        await scene.HasAsync(ana, "50.00 + 20.00");
        Check.Same(paid.TransactionId, (await scene.Ledger.Reader.FindByReferenceAsync("order")).Items.Single().Id, "The transaction of the reference");
        await scene.PostedAsync(new Unfreeze(frozen.Id));
        await scene.PostedAsync(new Refund(paid.TransactionId));
        await scene.HasAsync(ana, "100.00 + 0.00");
    }

    private static async Task Processes(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest);
        var another = underTest.Capabilities.HasFlag(StoreCapabilities.Shared) ? underTest.OpenAnother() : underTest.Store;
        await using var other = await Ledger.OpenAsync(another, scene.Ledger.Options);
        var ana = await scene.WalletAsync("ana", 100m);
        var bob = await scene.WalletAsync("bob");
        for (var i = 0; i < 20; i++)
        {
            var transfer = new Transfer(ana, bob, Money.EUR(5m)) { Key = "t-" + i };
            Check.Same("posted", Scene.Code(await (i % 2 == 0 ? scene.Ledger : other).TransferAsync(transfer)), "The transfer");
            Check.Same("replayed posted", Scene.Code(await (i % 2 == 0 ? other : scene.Ledger).TransferAsync(transfer)), "The same at the other");
        }

        await scene.RefusedAsync("insufficient_funds", new Withdraw(ana, Money.EUR(0.01m)));
        var back = new Transfer(bob, ana, Money.EUR(1m));
        var outcomes = await Check.Soon(Task.WhenAll(Enumerable.Range(0, 150).Select(i => Task.Run(async () => await (i % 2 == 0 ? scene.Ledger : other).TransferAsync(back)))));
        Check.Same(100, outcomes.Count(outcome => outcome.IsPosted), "The transfers that the money is enough for");
        await scene.HasAsync(ana, "100.00 + 0.00");
        await scene.HasAsync(bob, "0.00 + 0.00");
        await LedgerInvariants.CheckAsync(other);
    }

    private static async Task Verification(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 1_000m);
        var bob = await scene.WalletAsync("bob");
        for (var i = 1; i <= 100; i++)
        {
            var paid = await scene.PostedAsync(new Transfer(ana, bob, Money.EUR(i)) { Key = "t" + i });
            if (i % 3 == 0)
            {
                await scene.PostedAsync(new Refund(paid.TransactionId) { Amount = Money.EUR(i - 1) });
            }
            else
            {
                await scene.PostedAsync(new Transfer(bob, ana, Money.EUR(i)));
            }

            scene.Clock.Move(TimeSpan.FromSeconds(1));
        }

        await LedgerInvariants.CheckAsync(scene.Ledger);
        var trial = await scene.Ledger.Reader.GetTrialBalanceAsync();
        Check.True(trial.IsBalanced, "the trial balance balances");
        Check.Same(Money.EUR(1_000m).ToString(), trial.TotalDebit(Currency.EUR).ToString(), "What is debited in all");
    }
}
