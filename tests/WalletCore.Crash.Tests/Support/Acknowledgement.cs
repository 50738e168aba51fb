using System.Globalization;

namespace WalletCore.Crash.Tests.Support;

/// <summary>One answer that the killed program had given: the sequence of a posted command, or the code of a refusal.</summary>
internal sealed record Acknowledgement(string Key, long? Sequence, string Detail)
{
    public static Acknowledgement Parse(string line)
    {
        var parts = line.Split(' ');
        Assert.Equal(3, parts.Length);
        return parts[1] == "!"
            ? new Acknowledgement(parts[0], null, parts[2])
            : new Acknowledgement(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
    }
}
