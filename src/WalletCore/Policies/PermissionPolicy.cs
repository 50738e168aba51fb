using System.Collections.Frozen;

namespace WalletCore;

/// <summary>
/// Which roles an operation needs. An operation without an entry is open to all; one with an entry needs an actor with any of its roles,
/// and refuses with <c>permission_denied</c> otherwise. Immutable and thread safe.
/// </summary>
public sealed class PermissionPolicy
{
    /// <summary>The role that the default policy asks for.</summary>
    public const string ManagerRole = "manager";

    private readonly FrozenDictionary<string, string[]> _roles;

    private PermissionPolicy(IReadOnlyDictionary<string, string[]> roles) => _roles = roles.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The role <c>manager</c> for <c>adjust_credit</c>, <c>adjust_debit</c>, <c>refund_residual</c>, <c>thaw_wallet</c>, <c>reopen_wallet</c>
    /// and <c>change_wallet</c>; all else is open.
    /// </summary>
    public static PermissionPolicy Default { get; } = Open
        .Require(Operations.AdjustCredit, ManagerRole)
        .Require(Operations.AdjustDebit, ManagerRole)
        .Require(Operations.RefundResidual, ManagerRole)
        .Require(Operations.ThawWallet, ManagerRole)
        .Require(Operations.ReopenWallet, ManagerRole)
        .Require(Operations.ChangeWallet, ManagerRole);

    /// <summary>Everything is open: for hosts that decide permissions themselves.</summary>
    public static PermissionPolicy Open => new(FrozenDictionary<string, string[]>.Empty);

    /// <summary>This policy, with the operation open to actors with any of these roles; without roles it is open to all.</summary>
    public PermissionPolicy Require(string operation, params string[] anyOfRoles)
    {
        Names.ThrowUnlessName(operation, nameof(operation));
        ArgumentNullException.ThrowIfNull(anyOfRoles);
        var roles = _roles.ToDictionary(StringComparer.Ordinal);
        if (anyOfRoles.Length == 0)
        {
            roles.Remove(operation);
        }
        else
        {
            roles[operation] = [.. anyOfRoles];
        }

        return new PermissionPolicy(roles);
    }

    /// <summary>Whether the actor may ask for the operation.</summary>
    public bool Allows(string operation, Actor? actor)
    {
        if (_roles.Count == 0 || !_roles.TryGetValue(operation, out var anyOf))
        {
            return true;
        }

        return HasAny(actor, anyOf);
    }

    // Apart from its caller, which every command passes: a closure is allocated on entry, whether or not it is needed.
    private static bool HasAny(Actor? actor, string[] roles) => actor is not null && actor.Roles.Any(role => roles.Contains(role, StringComparer.Ordinal));
}
