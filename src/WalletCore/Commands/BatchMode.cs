namespace WalletCore;

/// <summary>How the commands of a batch hang together.</summary>
public enum BatchMode
{
    /// <summary>Each command has its own outcome. A large batch may take several commits; another caller's commands may come in between.</summary>
    Independent = 0,

    /// <summary>One commit: decided in order, each command seeing the ones before; one refusal undoes all. A refusal is not remembered under a key.</summary>
    AllOrNothing = 1,
}
