namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>A test that needs a PostgreSQL server, whichever: skipped by name without one, unless all tests are required.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    /// <param name="slow">Whether it takes tens of seconds; see <see cref="SlowFactAttribute"/>.</param>
    public PostgreSqlFactAttribute(bool slow = false) =>
        Skip = slow && !SlowFactAttribute.Enabled ? SlowFactAttribute.SkippedBecause
            : Requirement.RequireAll ? null
            : PostgreSqlServer.Missing;
}

/// <inheritdoc cref="PostgreSqlFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgreSqlTheoryAttribute : TheoryAttribute
{
    public PostgreSqlTheoryAttribute() => Skip = Requirement.RequireAll ? null : PostgreSqlServer.Missing;
}

/// <summary>A test that makes a server of its own and breaks it: a server elsewhere does not do.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrivatePostgreSqlFactAttribute : FactAttribute
{
    /// <param name="slow">Whether it takes tens of seconds; see <see cref="SlowFactAttribute"/>.</param>
    public PrivatePostgreSqlFactAttribute(bool slow = false) =>
        Skip = slow && !SlowFactAttribute.Enabled ? SlowFactAttribute.SkippedBecause
            : Requirement.RequireAll ? null
            : PrivatePostgreSqlServer.Missing;
}

/// <inheritdoc cref="PrivatePostgreSqlFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrivatePostgreSqlTheoryAttribute : TheoryAttribute
{
    public PrivatePostgreSqlTheoryAttribute() => Skip = Requirement.RequireAll ? null : PrivatePostgreSqlServer.Missing;
}
