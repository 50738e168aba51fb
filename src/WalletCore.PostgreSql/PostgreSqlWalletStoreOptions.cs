using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql;

/// <summary>How a <see cref="PostgreSqlWalletStore"/> uses its database. Checked when the store is made; changed later, it has no effect.</summary>
public sealed class PostgreSqlWalletStoreOptions
{
    /// <summary>The shortest <see cref="LockTimeout"/> and <see cref="IdleTimeout"/>: 100 milliseconds.</summary>
    public static readonly TimeSpan TimeoutMin = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest <see cref="LockTimeout"/> and <see cref="IdleTimeout"/>: one hour.</summary>
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromHours(1);

    /// <summary>The longest <see cref="ShiftLength"/>: one second.</summary>
    public static readonly TimeSpan ShiftLengthMax = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The schema that holds the tables: 1 to 50 lower-case letters, digits and underscores. Default
    /// <see cref="PostgreSqlSchema.DefaultName"/>. Another schema is another store.
    /// </summary>
    public string Schema { get; set; } = PostgreSqlSchema.DefaultName;

    /// <summary>
    /// Whether the first use creates the schema, or brings an older one forward. False: a missing or older schema is refused with a
    /// <see cref="WalletStoreException"/> that says so (<see cref="PostgreSqlSchema.GetScript"/>). Default true. A schema that is newer than
    /// the library is always refused.
    /// </summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>
    /// How long a writer waits for the ledger's lock that another process, or a host's transaction, holds, before a transient
    /// <see cref="WalletStoreException"/>. 100 milliseconds to one hour; default 30 seconds.
    /// </summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a transaction that holds a ledger's lock may do nothing before the server ends it, so that a process that hangs does not stop
    /// the others. It holds for the store's own transactions and, from the first write on, for a host's that wallets joined. 100 milliseconds
    /// to one hour; default 30 seconds.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a process that has a crowd to write goes on before it lets another one that writes the same ledger go on, so that what the other wrote need
    /// not be learnt before every commit. Longer is faster, and callers in the other processes wait longer. Zero: they alternate commit by commit. Zero to one second;
    /// default 40 milliseconds. While it lasts it takes a second connection of the pool, of which all shifts together take no more than half.
    /// </summary>
    public TimeSpan ShiftLength { get; set; } = TimeSpan.FromMilliseconds(40);

    /// <summary>
    /// Whether writing statements stay prepared on the connections of the pool. Default true. False for a pooler between here and the server
    /// that does not follow prepared statements; a commit then costs more of the server's time.
    /// </summary>
    public bool PrepareStatements { get; set; } = true;

    /// <summary>
    /// Whether commits wake those who listen for changes (<c>NOTIFY</c>, after the commit and in the same round trip). Default true. False where
    /// the server has no <c>NOTIFY</c>; whoever follows the journal then sees changes at the next look only.
    /// </summary>
    public bool NotifyChanges { get; set; } = true;

    /// <summary>Replaces the hash of keys, so that a test can make them collide.</summary>
    internal KeyHasher KeyHasher { get; set; } = KeyPlace.Of;

    /// <summary>The hash under which rows from before version 3 of the schema have their keys.</summary>
    internal KeyHasher PlainKeyHasher { get; set; } = StableHash.Of;

    internal PostgreSqlWalletStoreOptions Copy() => (PostgreSqlWalletStoreOptions)MemberwiseClone();

    /// <summary>Checks every setting and answers the schema's name.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal SchemaName Validate()
    {
        RequireRange(LockTimeout, nameof(LockTimeout));
        RequireRange(IdleTimeout, nameof(IdleTimeout));
        if (ShiftLength < TimeSpan.Zero || ShiftLength > ShiftLengthMax)
        {
            throw new ArgumentException($"{nameof(ShiftLength)}: From zero to one second.", nameof(ShiftLength));
        }

        return new SchemaName(Schema);
    }

    private static void RequireRange(TimeSpan timeout, string setting)
    {
        if (timeout < TimeoutMin || timeout > TimeoutMax)
        {
            throw new ArgumentException($"{setting}: From 100 milliseconds to one hour.", setting);
        }
    }
}
