using System.Globalization;
using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>Bytes anywhere in the file are overwritten, at places that nobody chose.</summary>
public sealed class NoiseAnywhere(DamagedBooks books, ITestOutputHelper output) : IClassFixture<DamagedBooks>
{
    private const int UsualNoises = 200;

    [Fact]
    public Task Never_makes_books_silently_wrong() => RunAsync(12);

    [SlowFact]
    [Trait("Category", "Slow")]
    public Task Nor_at_many_places() => RunAsync(Amount.Of(Amount.NoisesVariable, UsualNoises));

    private async Task RunAsync(int count)
    {
        var first = Seed.Next();
        output.WriteLine($"seed {first}; replay with WALLETCORE_SEED={first}");
        var (refused, wrong) = (0, new List<string>());
        for (var i = 0; i < count; i++)
        {
            var seed = unchecked(first + i) & int.MaxValue;
            using var folder = new TemporaryFolder();
            var file = folder.File("noise.db");
            File.Copy(books.Whole, file);
            var random = new Random(seed);
            var (offset, length) = (random.NextInt64(new FileInfo(file).Length - 64), 1 << random.Next(0, 6));
            FilePages.Overwrite(file, offset, FilePages.Noise(length, seed));

            var examination = await Examination.OfAsync(file, books);
            refused += examination.IsUnharmed ? 0 : 1;
            if (examination.SilentlyWrong is { } what)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {length} bytes at {offset} (page {(offset / FilePages.PageLength) + 1}): {what}"));

                // In full: an assertion shows the beginning.
                output.WriteLine($"{wrong[^1]}\n{examination.Seen}");
            }
        }

        output.WriteLine($"{count} noises, {refused} refused or found, {count - refused} without harm, {wrong.Count} silently wrong");
        Assert.Empty(wrong);
    }
}
