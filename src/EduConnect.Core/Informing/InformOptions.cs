namespace EduConnect.Core.Informing;

/// <summary>What an operator decides about informing; section <c>Informing</c> of the settings.</summary>
public sealed class InformOptions
{
    /// <summary>Mails carry the provisional password in the place of the activation link, as in 2020 (security reference D5). Never both.</summary>
    public bool PasswordInMail { get; set; }
}
