using WalletCore.Samples.Tests.Support;

namespace WalletCore.Samples.Tests;

/// <summary>Each small sample tells its story, word for word, and ends well.</summary>
public class SmallSamples
{
    [Theory]
    [InlineData("QuickStart")]
    [InlineData("PostingRules")]
    [InlineData("HostTransaction")]
    [InlineData("Outbox")]
    public async Task Tells_its_story(string sample)
    {
        var result = await SampleProcess.RunAsync(sample);

        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        Snapshot.Match(result.Output, sample);
    }
}
