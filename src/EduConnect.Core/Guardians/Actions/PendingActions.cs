namespace EduConnect.Core.Guardians.Actions;

/// <summary>Everything that waits for a guardian on the intermediate page (domain 6.3, row #82).</summary>
/// <param name="Children">children to confirm, by first name</param>
/// <param name="Mail">the school's sources know another address</param>
/// <param name="Mobile">the school's sources know another number</param>
/// <param name="MailUnconfirmed">the address was never confirmed: the account's, or the one the sources know when it has none</param>
/// <param name="MobileUnconfirmed">the number was never confirmed: the account's, or the one the sources know when it has none</param>
public sealed record PendingActions(IReadOnlyList<PendingChild> Children, ContactChoice? Mail, ContactChoice? Mobile, bool MailUnconfirmed, bool MobileUnconfirmed)
{
    /// <summary>Nothing to do.</summary>
    public bool IsEmpty => Children.Count == 0 && Mail is null && Mobile is null && !MailUnconfirmed && !MobileUnconfirmed;
}

/// <summary>A child to confirm.</summary>
/// <param name="Child">the child</param>
/// <param name="Records">records of other accounts that come with it; empty for a tie of this account</param>
public sealed record PendingChild(Child Child, IReadOnlyList<Guid> Records)
{
    /// <summary>Reported as wrong by this guardian, not corrected at the source yet (row #80).</summary>
    public bool IsReported => Records.Count == 0 && Child.Statement == LinkStatement.ReportedWrong;
}

/// <summary>A choice between the account's contact and those of the sources (rows #84, #85).</summary>
/// <param name="Own">the account's</param>
/// <param name="IsConfirmed">the account's is confirmed</param>
/// <param name="Others">what the sources say</param>
public sealed record ContactChoice(string Own, bool IsConfirmed, IReadOnlyList<string> Others);
