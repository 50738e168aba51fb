using System.Text.RegularExpressions;

namespace WalletCore.Tidy.Tests;

/// <summary>The tables that the tidy tests hold src to. Amend them here, on purpose, with a reason.</summary>
internal static class TidyRules
{
    public const int FileLinesMax = 400;
    public const int FileLinesMedianBelow = 120;

    /// <summary>Folders whose types hosts use share the root namespace (docs/decisions/0001-namespaces.md).</summary>
    public static readonly string[] DomainFolders =
        ["Ids", "Money", "Wallets", "Accounts", "Journal", "Posting", "Freezes", "Refunds", "Idempotency", "Audit", "Reading", "Policies",
         "Commands", "Movements", "Outcomes"];

    /// <summary>
    /// Which namespaces a file of src/WalletCore may declare, by folder ("" is the package's root). The longest folder that
    /// contains the file counts. A folder that is not here is a violation: decide what it is first.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string[]> CoreNamespaces = new Dictionary<string, string[]>(
        DomainFolders.Select(folder => KeyValuePair.Create(folder, new[] { "WalletCore" })))
    {
        [""] = ["WalletCore"],
        ["Rules"] = ["WalletCore.Rules"],
        ["Engine"] = ["WalletCore.Engine"],
        ["Storage"] = ["WalletCore.Storage"],
        ["Storage/InMemory"] = ["WalletCore.Storage.InMemory", "WalletCore"], // the public store stands beside Ledger
        ["Diagnostics"] = ["WalletCore.Diagnostics"],
        ["DependencyInjection"] = ["Microsoft.Extensions.DependencyInjection", "WalletCore"],
    };

    /// <summary>What is compiled into every store that speaks SQL, and is no package of its own.</summary>
    private const string SharedBySqlStores = "Shared.Sql";

    /// <summary>Every other package: its own name at the root, plus the folder's name (or not) below it.</summary>
    public static string[] OtherPackageNamespaces(string package, string folder) => folder switch
    {
        "" => package == SharedBySqlStores ? ["WalletCore.SqlStores"] : [package],
        "DependencyInjection" => ["Microsoft.Extensions.DependencyInjection", package],
        _ => [package, $"{package}.{folder.Replace('/', '.')}"],
    };

    private const string EngineName = @"WalletCore\.Engine\b|(?<![\w.])Engine\.[A-Z]\w*";
    private const string RulesName = @"WalletCore\.Rules\b|(?<![\w.])Rules\.[A-Z]\w*";
    private const string AdapterName = @"WalletCore\.(Sqlite|PostgreSql|Hosting|Testing)\b|Microsoft\.Data\.|SQLitePCL|Npgsql";

    /// <summary>Who must not know whom: folder prefixes below src, and what may not be named there.</summary>
    public static readonly IReadOnlyList<DirectionRule> Directions =
    [
        new("the rules are pure: no engine, no I/O, no waiting, no framework",
            path => path.StartsWith("src/WalletCore/Rules/", StringComparison.Ordinal),
            Words($@"{EngineName}|{AdapterName}|System\.IO\b|System\.Threading\.Tasks\b|Microsoft\.Extensions\b|\basync\b|\bawait\b|\b(Value)?Task<")),
        new("the domain knows no engine and no store",
            path => DomainFolders.Any(folder => path.StartsWith($"src/WalletCore/{folder}/", StringComparison.Ordinal)),
            Words($"{EngineName}|{AdapterName}")),
        new("the core knows no adapter",
            path => path.StartsWith("src/WalletCore/", StringComparison.Ordinal),
            Words(AdapterName)),
        new("an adapter knows no rule and no engine",
            path => !path.StartsWith("src/WalletCore/", StringComparison.Ordinal),
            Words($"{EngineName}|{RulesName}")),
        new("internals are imported where they are used, not for a whole assembly",
            _ => true,
            Words(@"global\s+using\s+(static\s+)?WalletCore\.(Engine|Rules)\b")),
    ];

    /// <summary>Time, ids and randomness come in as arguments. BannedSymbols.txt says the same to the compiler, with semantics.</summary>
    public static readonly Regex Clocks = Words(
        @"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bGuid\.(NewGuid|CreateVersion7)\b|\bnew\s+Random\b|\bRandom\.Shared\b" +
        @"|\bThread\.Sleep\b|\bEnvironment\.TickCount(64)?\b|\bStopwatch\b");

    public static readonly Regex Unfinished = Words(@"\b(TODO|FIXME|HACK)\b|NotImplementedException");

    /// <summary>Public members that may carry a floating-point number ("Type.Member"); money never does.</summary>
    public static readonly string[] FloatingPointAllowed = [];

    private static Regex Words(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}

internal sealed record DirectionRule(string Why, Func<string, bool> AppliesTo, Regex Forbidden);
