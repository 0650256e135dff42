namespace EduConnect.Core.Campaigns;

/// <summary>Why a list or a step of a campaign is refused.</summary>
public enum CampaignRefusal
{
    /// <summary>The message says it.</summary>
    Other = 0,

    /// <summary>The name is empty or too long.</summary>
    Name,

    /// <summary>Another campaign has this name.</summary>
    NameTaken,

    /// <summary>The date is still to come.</summary>
    DateToCome,

    /// <summary>No line can be read.</summary>
    Unreadable,

    /// <summary>The file is UTF-16.</summary>
    Encoding,

    /// <summary>The file has too many lines.</summary>
    TooLong,

    /// <summary>The same file is loaded already.</summary>
    SameFile,

    /// <summary>It was cancelled meanwhile, or somebody else changed it.</summary>
    Changed,

    /// <summary>There is no such campaign.</summary>
    Unknown,

    /// <summary>Its state does not allow the step.</summary>
    State,
}
