using EduConnect.Core.Accounts;

namespace EduConnect.Core.Campaigns.Following;

/// <summary>How far the holders of flagged accounts are.</summary>
/// <param name="Accounts">flagged by the campaign</param>
/// <param name="Waiting">still compromised, and their school has not informed them since</param>
/// <param name="Informed">still compromised, informed since</param>
/// <param name="Done">a new password was chosen, or the account was closed: the flag is gone</param>
public sealed record FollowUpCounts(int Accounts, int Waiting, int Informed, int Done);

/// <summary>The same in one class of one school.</summary>
/// <param name="Academie">code on two digits</param>
/// <param name="Uai">the school</param>
/// <param name="School">its type and name</param>
/// <param name="Class">what people call the class; empty for pupils who have none</param>
/// <param name="Kind">pupils, or guardians of pupils of the class</param>
/// <param name="Counts">how far they are</param>
public sealed record FollowUpRow(string Academie, string Uai, string School, string Class, AccountKind Kind, FollowUpCounts Counts);

/// <summary>How far a campaign is, until everybody is done.</summary>
/// <param name="Campaign">the campaign</param>
/// <param name="Total">everybody once, also those who have no school any more</param>
/// <param name="Deleted">flagged accounts that the night deleted since</param>
/// <param name="Rows">by school and class; a guardian counts in the class of each child</param>
public sealed record CampaignFollowUp(Campaign Campaign, FollowUpCounts Total, int Deleted, IReadOnlyList<FollowUpRow> Rows)
{
    /// <summary>Whether nobody is left to follow.</summary>
    public bool IsDone => Campaign.State == CampaignState.Applied && Total.Accounts == Total.Done;
}
