namespace EduConnect.Core.HelpTexts;

/// <summary>How writing a help text ended.</summary>
public enum TextOutcome
{
    /// <summary>It is in force.</summary>
    Written = 0,

    /// <summary>It stood so already: no version was added.</summary>
    Unchanged = 1,

    /// <summary>There is nothing in it.</summary>
    Empty = 2,

    /// <summary>It is too long.</summary>
    TooLong = 3,

    /// <summary>Somebody else wrote since the version it was made from; nothing was written.</summary>
    Overtaken = 4,

    /// <summary>There is no such text.</summary>
    NotThere = 5,
}
