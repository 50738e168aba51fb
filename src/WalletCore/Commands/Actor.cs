namespace WalletCore;

/// <summary>Who asks for a command, as the host has authenticated them.</summary>
public sealed record Actor
{
    /// <summary>Creates an actor.</summary>
    /// <param name="id">The host's id of the person or service; 1 to 200 characters.</param>
    /// <param name="roles">The roles that the permission policy looks at; compared ordinally; at most 32 of at most 100 characters, no commas.</param>
    /// <exception cref="ArgumentException">The id or a role is malformed.</exception>
    public Actor(string id, params IEnumerable<string> roles)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(roles);
        Text.ThrowUnlessFits(id, Limits.IdLengthMax, nameof(id));
        var sorted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var role in roles)
        {
            Text.ThrowUnlessFits(role, Limits.RoleLengthMax, nameof(roles));
            if (role.Contains(',', StringComparison.Ordinal))
            {
                throw new ArgumentException("A role has no comma in it.", nameof(roles));
            }

            sorted.Add(role);
        }

        if (sorted.Count > Limits.RolesMax)
        {
            throw new ArgumentException($"An actor has at most {Limits.RolesMax} roles.", nameof(roles));
        }

        Id = id;
        Roles = [.. sorted];
        RolesText = sorted.Count == 0 ? null : string.Join(',', sorted);
    }

    /// <summary>The host's id of the person or service.</summary>
    public string Id { get; }

    /// <summary>The roles, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Roles { get; }

    internal string? RolesText { get; }

    /// <summary>The id and the roles.</summary>
    public override string ToString() => RolesText is null ? Id : $"{Id} ({RolesText})";

    /// <inheritdoc/>
    public bool Equals(Actor? other) => other is not null && Id == other.Id && RolesText == other.RolesText;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, RolesText);
}
