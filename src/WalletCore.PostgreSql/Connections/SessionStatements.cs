using System.Globalization;

namespace WalletCore.PostgreSql.Connections;

/// <summary>The statements that begin and end transactions.</summary>
internal sealed class SessionStatements(PostgreSqlWalletStoreOptions options)
{
    // Not READ WRITE: a standby would answer that it lacks a feature, and a primary that protects itself from writes would take them.
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";
    public const string BeginSnapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    public const string Commit = "COMMIT";
    public const string Rollback = "ROLLBACK";

    /// <summary>
    /// Keeps the server, until the transaction ends, from compiling plans and from sharing them out among workers. Either takes it 10 to 20 ms at every
    /// execution, and it does so once it believes a plan to be dear, which with the size of the tables it does sooner or later. No statement here runs long
    /// enough to win that back.
    /// </summary>
    public const string LightPlans = $"SELECT {SetLightPlans}";

    // In milliseconds: time for some twenty-five holders one after the other.
    private const long ShiftWaitMax = 1_000;

    private const string SetLightPlans = "set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)";

    private const string SetKeptPlans =
        $"set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true), {SetLightPlans}";

    /// <summary>
    /// How long to wait for the ledger's lock, and how long the server bears with one who holds it and does nothing. Sequential scans are
    /// off because statements stay prepared: a plan made while a table was small must not be one for small tables. Each is planned once, not at every
    /// execution, because no value changes how a row is found. Plans are light as in <see cref="LightPlans"/>.
    /// </summary>
    public string Limits { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT set_config('lock_timeout', '{Milliseconds(options.LockTimeout)}', true),
          set_config('idle_in_transaction_session_timeout', '{Milliseconds(options.IdleTimeout)}', true),
          {SetKeptPlans}
        """);

    /// <summary>The same for a transaction that holds a shift: where the wait is long, writing without one is better.</summary>
    public string ShiftLimits { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT set_config('lock_timeout', '{Math.Min(Milliseconds(options.LockTimeout), ShiftWaitMax)}', true),
          set_config('idle_in_transaction_session_timeout', '{Milliseconds(options.IdleTimeout)}', true),
          set_config('synchronous_commit', 'off', true), {SetKeptPlans}
        """);

    /// <summary>How long a client waits for an answer that may first wait for a lock: longer than the server lets it wait.</summary>
    public TimeSpan LockWait { get; } = options.LockTimeout + TimeSpan.FromSeconds(15);

    public static long Milliseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;
}
