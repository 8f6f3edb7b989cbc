import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from "@mantine/core";

/** Components in Steward's own look: their colours are the tokens of styles/theme.css, which has the dark twins too. */

const border = (color: string) => `1px solid ${color}`;

/** Buttons: one accent, red for what takes something away, everything else quiet. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const color = input.color === "red" ? "refused" : "accent";
  switch (input.variant) {
    case "filled":
      return {
        background: `var(--${color})`,
        hover: `var(--${color}-strong)`,
        color: `var(--on-${color})`,
        border: border("transparent"),
      };
    case "light":
      return {
        background: `var(--${color}-soft)`,
        hover: `var(--${color}-soft)`,
        color: `var(--${color}-strong)`,
        border: border("transparent"),
      };
    case "subtle":
      return {
        background: "transparent",
        hover: "var(--hover)",
        color: `var(--${color})`,
        border: border("transparent"),
      };
    case "outline":
      return {
        background: "transparent",
        hover: "var(--hover)",
        color: `var(--${color})`,
        border: border(`var(--${color})`),
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

const accentShades = [
  "#e2efee",
  "#c5dedd",
  "#9cc7c6",
  "#6fadac",
  "#479392",
  "#277c7b",
  "#0b6363",
  "#095555",
  "#084e4e",
  "#063c3c",
] as const;

const fields = { size: "sm" };

export const look = createTheme({
  primaryColor: "accent",
  colors: { accent: accentShades },
  fontFamily: 'system-ui, "Segoe UI", -apple-system, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.45", lg: "1.45", xl: "1.3" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "6px", md: "6px", lg: "6px", xl: "12px" },
  defaultRadius: "sm",
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: { defaultProps: { variant: "default", size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", size: "lg" } },
    TextInput: { defaultProps: fields },
    PasswordInput: { defaultProps: fields },
    NumberInput: { defaultProps: { ...fields, hideControls: true } },
    Select: { defaultProps: { ...fields, allowDeselect: false } },
    ModalRoot: { defaultProps: { centered: true } },
    ModalOverlay: { defaultProps: { backgroundOpacity: 0.4 } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } } },
    // Within the page's own landmarks, where a screen reader looks for it.
    Menu: {
      defaultProps: {
        shadow: "md",
        position: "bottom-start",
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    },
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
  },
});

const tokens = {
  "--mantine-color-body": "var(--ground)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--quiet)",
  "--mantine-color-placeholder": "var(--quiet)",
  "--mantine-color-error": "var(--refused)",
  "--mantine-color-anchor": "var(--accent)",
  "--mantine-color-bright": "var(--text)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--control-line)",
  "--mantine-color-disabled": "var(--hover)",
  "--mantine-color-disabled-color": "var(--quiet)",
  "--mantine-color-disabled-border": "var(--line)",
  "--mantine-primary-color-filled": "var(--accent)",
  "--mantine-primary-color-filled-hover": "var(--accent-strong)",
  "--mantine-primary-color-contrast": "var(--on-accent)",
  "--mantine-color-accent-filled": "var(--accent)",
  "--mantine-color-accent-filled-hover": "var(--accent-strong)",
  "--mantine-shadow-md": "var(--shadow)",
  "--mantine-shadow-xl": "var(--shadow)",
};

export const lookVariables: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens });
