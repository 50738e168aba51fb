using System.Globalization;
using WalletCore.Crash.App;
using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests;

/// <summary>A host that never stops doing everything.</summary>
[Collection(nameof(Heavy))]
public sealed class ALongSoak(ITestOutputHelper output)
{
    /// <summary>Unless <see cref="Amount.SoakVariable"/> says otherwise.</summary>
    private const int UsualOperations = 500_000;

    /// <summary>Everything: the runtime, the page cache of 64 MiB, the keys gathered for their index, the cached rows.</summary>
    private const int WorkingSetMebibytesMax = 512;

    private const int HeapMebibytesMax = 192;

    [SlowFact]
    [Trait("Category", "Slow")]
    public async Task Takes_no_more_memory_at_its_end_than_it_may_and_its_books_verify()
    {
        var operations = Amount.Of(Amount.SoakVariable, UsualOperations);
        var seed = Seed.Next();
        output.WriteLine($"seed {seed}; {operations} operations");
        using var folder = new TemporaryFolder();
        using var app = CrashApp.Start(Mode.Soak, folder.File("wallets.db"), "soak", operations, seed);
        await app.EndedAsync(TimeSpan.FromHours(24));

        var samples = app.Lines.Where(line => line.StartsWith(Soak.MemoryLine, StringComparison.Ordinal)).Select(Sample.Parse).ToList();
        samples.ForEach(sample => output.WriteLine(sample.ToString()));
        var end = app.Lines.Single(line => line.StartsWith(Soak.VerifiedLine, StringComparison.Ordinal)).Split(' ');
        output.WriteLine($"{end[1]} transactions verified, {end[2]} findings, a file of {new FileInfo(folder.File("wallets.db")).Length >> 20} MiB");

        Assert.Equal("0", end[2]);
        Assert.InRange(samples.Count, Soak.SampleCount, int.MaxValue);
        Assert.True(samples[^1].Operations >= operations, $"{samples[^1].Operations} operations");
        Assert.All(samples, sample => Assert.InRange(sample.WorkingSetMebibytes, 1, WorkingSetMebibytesMax));
        Assert.All(samples, sample => Assert.InRange(sample.HeapMebibytes, 1, HeapMebibytesMax));
    }

    private sealed record Sample(long Operations, long WorkingSetMebibytes, long HeapMebibytes, long Seconds)
    {
        public static Sample Parse(string line)
        {
            var numbers = line.Split(' ')[1..].Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            return new Sample(numbers[0], numbers[1], numbers[2], numbers[3]);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Operations,12:N0} operations, {WorkingSetMebibytes,4} MiB resident, {HeapMebibytes,4} MiB heap, {Seconds,6} s");
    }
}
