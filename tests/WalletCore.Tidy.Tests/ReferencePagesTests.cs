using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using WalletCore.Diagnostics;
using WalletCore.PostgreSql;
using WalletCore.Sqlite;

namespace WalletCore.Tidy.Tests;

/// <summary>The reference pages say what the code says.</summary>
public partial class ReferencePagesTests
{
    public static TheoryData<string> RangedOptions => [.. ReferencePage.Rows("limits.md", "Option").Select(row => row[0])];

    [Fact]
    public void Refusal_codes_are_the_constants_in_their_order() =>
        Assert.Equal(Constants(typeof(RefusalCode)), FirstCells("refusal-codes.md", "Code"));

    [Fact]
    public void Verification_codes_are_the_constants_in_their_order() =>
        Assert.Equal(Constants(typeof(VerificationCode)), FirstCells("verification-codes.md", "Code"));

    [Fact]
    public void Telemetry_names_are_the_constants_in_their_order() =>
        Assert.Equal(
            Constants(typeof(TelemetryNames)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            FirstCells("telemetry.md", "Name").Order(StringComparer.Ordinal));

    [Fact]
    public void Log_events_are_those_of_the_code() =>
        Assert.Equal(
            typeof(TelemetryNames).Assembly.GetType("WalletCore.Diagnostics.LedgerLog", throwOnError: true)!
                .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!)
                .OrderBy(message => message.EventId)
                .Select(message => $"{message.EventId} {message.Level} {message.Message}"),
            ReferencePage.Rows("telemetry.md", "Event id").Select(row => $"{row[0]} {row[1]} {row[2]}"));

    [Fact]
    public void Limits_are_those_of_the_code() =>
        Assert.Equal(
            typeof(Limits).GetFields(BindingFlags.Static | BindingFlags.Public)
                .OrderBy(field => field.MetadataToken)
                .Select(field => (field.Name, BigInteger.Parse(field.GetValue(null)!.ToString()!, CultureInfo.InvariantCulture))),
            ReferencePage.Rows("limits.md", "Limits").Select(row => (row[0], Number(row[1]))));

    [Theory]
    [MemberData(nameof(RangedOptions))]
    public void The_range_of_an_option_is_that_of_the_code(string option)
    {
        var row = ReferencePage.Rows("limits.md", "Option").Single(row => row[0] == option);
        var (least, greatest, standard) = (Number(row[1]), Number(row[2]), Number(row[3]));

        Assert.Equal(standard, Option.Default(option));
        Assert.True(Option.IsAccepted(option, least));
        Assert.True(Option.IsAccepted(option, greatest));
        Assert.False(Option.IsAccepted(option, least - 1));
        Assert.False(Option.IsAccepted(option, greatest + 1));
    }

    [Fact]
    public void Every_option_is_listed() =>
        Assert.Equal(
            new[] { typeof(LedgerOptions), typeof(WalletPolicy), typeof(KeyPolicy), typeof(BusinessDatePolicy), typeof(FollowOptions), typeof(LedgerExportOptions), typeof(LedgerImportOptions), typeof(SqliteWalletStoreOptions), typeof(PostgreSqlWalletStoreOptions) }
                .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).OrderBy(property => property.MetadataToken))
                .Select(property => property.Name),
            FirstCells("options.md", "Option"));

    [Fact]
    public void Tables_of_the_schema_are_those_of_the_code() => Assert.Equal(Created("TABLE"), FirstCells("schema.md", "Table"));

    [Fact]
    public void Views_of_the_schema_are_those_of_the_code() => Assert.Equal(Created("VIEW"), FirstCells("schema.md", "View"));

    [Fact]
    public void Tables_of_PostgreSql_are_those_of_the_code() =>
        Assert.Equal(Created("TABLE", "PostgreSql"), FirstCells("schema.md", "PostgreSQL table"));

    // Where a table is never behind the journal, nothing needs to show both.
    [Fact]
    public void Views_of_PostgreSql_are_those_of_Sqlite() =>
        Assert.Equal(Created("VIEW").Except(["current_balances", "current_heads"]), Created("VIEW", "PostgreSql"));

    [Fact]
    public void Rows_of_the_named_table_are_read() =>
        Assert.Equal(
            [["a", "1"], ["b", "2"], ["c", "3"]],
            ReferencePage.RowsOf("| Code | N |\n|---|---|\n| `a` | 1 |\n| b | 2 |\n\n| Other |\n|---|\n| x |\n\n| Code | N |\n|---|---|\n| c | 3 |\n", "Code"));

    private static IEnumerable<string> FirstCells(string page, string firstHeading) => ReferencePage.Rows(page, firstHeading).Select(row => row[0]);

    private static IEnumerable<string> Constants(Type type) => type.GetFields(BindingFlags.Static | BindingFlags.Public)
        .Where(field => field.IsLiteral)
        .OrderBy(field => field.MetadataToken)
        .Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> Created(string what, string store = "Sqlite") => SourceFile.Below($"src/WalletCore.{store}/Schema")
        .SelectMany(file => Creation().Matches(file.Text))
        .Where(match => match.Groups["what"].Value == what)
        .Select(match => match.Groups["name"].Value);

    /// <summary>1,000 or 10^36; a time is in milliseconds.</summary>
    private static BigInteger Number(string text)
    {
        var digits = text.Replace(",", "", StringComparison.Ordinal).Replace(" ms", "", StringComparison.Ordinal);
        return digits.Split('^') is [var number, var power]
            ? BigInteger.Pow(BigInteger.Parse(number, CultureInfo.InvariantCulture), int.Parse(power, CultureInfo.InvariantCulture))
            : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"CREATE (?<what>TABLE|VIEW) (IF NOT EXISTS )?(?<name>\w+)")]
    private static partial Regex Creation();

    /// <summary>An option of the ledger, of a follower or of the SQLite store, by "Type.Name".</summary>
    private static class Option
    {
        public static BigInteger Default(string name) => ToNumber(Property(name).GetValue(Make(name))!);

        public static bool IsAccepted(string name, BigInteger value)
        {
            var options = Make(name);
            var property = Property(name);
            property.SetValue(options, FromNumber(value, property.PropertyType));
            try
            {
                Check(options);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }

        private static object Make(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)] switch
        {
            nameof(LedgerOptions) => new LedgerOptions(),
            nameof(FollowOptions) => new FollowOptions(),
            nameof(PostgreSqlWalletStoreOptions) => new PostgreSqlWalletStoreOptions(),
            _ => new SqliteWalletStoreOptions { Path = "never-opened.db" },
        };

        private static void Check(object options)
        {
            if (options is LedgerOptions ledger)
            {
                ledger.Validate();
            }
            else if (options is FollowOptions follow)
            {
                follow.Validate();
            }
            else if (options is PostgreSqlWalletStoreOptions postgreSql)
            {
                // Making a store opens nothing.
                _ = PostgreSqlWalletStore.FromConnectionString("Host=never-opened", postgreSql);
            }
            else
            {
                _ = new SqliteWalletStore((SqliteWalletStoreOptions)options);
            }
        }

        private static PropertyInfo Property(string name) => Make(name).GetType().GetProperty(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])!;

        private static BigInteger ToNumber(object value) => value is TimeSpan time
            ? time.Ticks / TimeSpan.TicksPerMillisecond
            : new BigInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        private static object FromNumber(BigInteger value, Type type) => type == typeof(TimeSpan)
            ? TimeSpan.FromTicks((long)value * TimeSpan.TicksPerMillisecond)
            : Convert.ChangeType((long)value, type, CultureInfo.InvariantCulture);
    }
}
