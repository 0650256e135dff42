namespace EduConnect.Core.Schools.Finding;

/// <summary>By what an assistance team looked for somebody; what the audit trail keeps in place of what was typed.</summary>
public enum SearchKey
{
    /// <summary>Last and/or first name.</summary>
    Name,

    /// <summary>A whole username.</summary>
    Username,

    /// <summary>A whole national number.</summary>
    Ine,

    /// <summary>A mail address.</summary>
    Mail,

    /// <summary>A telephone number.</summary>
    Phone,
}
