namespace Wristband.DemoApp.WhatHappened;

/// <summary>The words of the page about the last sign-in.</summary>
internal sealed class WhatHappenedTexts;
