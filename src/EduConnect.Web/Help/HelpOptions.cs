namespace EduConnect.Web.Help;

/// <summary>Where operators keep help texts of their own; section <c>Help</c> of the settings.</summary>
public sealed class HelpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Help";

    /// <summary>
    /// Folder whose files replace those of the same name in the program and add others; an empty file takes one away. Empty: the folder
    /// <c>aide</c> beside the data.
    /// </summary>
    public string Folder { get; set; } = string.Empty;
}
