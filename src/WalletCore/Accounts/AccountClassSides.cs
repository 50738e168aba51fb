namespace WalletCore;

/// <summary>The normal side of each class of accounts.</summary>
public static class AccountClassSides
{
    /// <summary>The side that increases accounts of this class: debit for assets and expenses, credit for the rest.</summary>
    public static Side NormalSide(this AccountClass accountClass) =>
        accountClass is AccountClass.Asset or AccountClass.Expense ? Side.Debit : Side.Credit;
}
