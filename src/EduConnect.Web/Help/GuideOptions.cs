namespace EduConnect.Web.Help;

/// <summary>Where the pictures of the staff guides lie; section <c>Guides</c> of the settings.</summary>
public sealed class GuideOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Guides";

    /// <summary>Folder that <c>./educonnect guides FOLDER</c> filled. Empty: the guides have no pictures.</summary>
    public string Pictures { get; set; } = string.Empty;
}
