namespace EduConnect.Core.Campaigns;

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Its list is being read; a load that died leaves it there until the same name is loaded again or it is cancelled.</summary>
    Loading = 0,

    /// <summary>The worker looks every line up.</summary>
    Checking = 1,

    /// <summary>Every line is judged; nothing has been changed yet.</summary>
    Ready = 2,

    /// <summary>The worker is flagging accounts.</summary>
    Applying = 3,

    /// <summary>An operator stopped the flagging; applying again goes on.</summary>
    Stopped = 4,

    /// <summary>Every account found was flagged or left out.</summary>
    Applied = 5,

    /// <summary>Given up before anything was changed; its lines are gone.</summary>
    Cancelled = 6,
}

/// <summary>What a list holds, the same on all its lines.</summary>
public enum CampaignList
{
    /// <summary>Nothing readable yet.</summary>
    Unknown = 0,

    /// <summary>Usernames.</summary>
    Usernames = 1,

    /// <summary>Usernames with a leaked password: only accounts with that password are found.</summary>
    Passwords = 2,

    /// <summary>SHA-256 of usernames in lower case, as 64 hexadecimal digits.</summary>
    Hashes = 3,
}

/// <summary>What became of one line of a list.</summary>
public enum LineVerdict
{
    /// <summary>Not judged yet.</summary>
    Waiting = 0,

    /// <summary>Its account is to be flagged.</summary>
    Found = 1,

    /// <summary>Its account is flagged by this campaign.</summary>
    Applied = 2,

    /// <summary>The line cannot be read.</summary>
    Unreadable = 3,

    /// <summary>Nobody has that username.</summary>
    Unknown = 4,

    /// <summary>Another line found the same account.</summary>
    Duplicate = 5,

    /// <summary>Left out: the leaked password is not the present one.</summary>
    PasswordDiffers = 6,

    /// <summary>Left out: the account was never activated.</summary>
    NeverActivated = 7,

    /// <summary>Left out: another password was chosen since.</summary>
    ChangedSince = 8,

    /// <summary>Left out: no password signs in, as with FranceConnect alone.</summary>
    NoPassword = 9,

    /// <summary>Left out: it is flagged already.</summary>
    AlreadyCompromised = 10,

    /// <summary>Left out: its school has already reset the password.</summary>
    AlreadyReset = 11,

    /// <summary>Left out: the account was closed.</summary>
    Closed = 12,
}
